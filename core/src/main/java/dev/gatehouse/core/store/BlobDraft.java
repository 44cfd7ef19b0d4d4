package dev.gatehouse.core.store;

import dev.gatehouse.core.model.Digest;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.util.Set;

/**
 * Bytes on their way into a {@link BlobStore}. One thread writes; others may read through {@link
 * #open()} what was written so far.
 */
public interface BlobDraft extends Closeable {
    /** Where to write; unbuffered, so that what a write returned from can be read. */
    OutputStream sink();

    /** How many bytes were written so far. */
    long size();

    /** All digests of what was written; no write may follow. */
    Set<Digest> digests();

    /** A channel of the caller's own on the bytes; works before and after commit, until close. */
    FileChannel open() throws IOException;

    /**
     * Makes the bytes durable under their digest: data synced, renamed, directory synced.
     * Committing bytes that the store already has is no error.
     */
    Blob commit() throws IOException;

    /** Without a commit before it, leaves no trace. */
    @Override
    void close() throws IOException;
}
