package dev.gatehouse.core.store;

import dev.gatehouse.core.model.Digest;

import java.io.IOException;
import java.util.Optional;

/** Bytes named by their SHA-256. Thread-safe. */
public interface BlobStore {
    /** The blob of that digest, if it was committed and is whole by length. */
    Optional<Blob> find(Digest sha256) throws IOException;

    /** A place for new bytes. */
    BlobDraft draft() throws IOException;

    /** Removes a blob that nothing refers to; a missing one is no error. */
    void delete(Digest sha256) throws IOException;
}
