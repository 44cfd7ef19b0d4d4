package dev.gatehouse.core.proxy;

import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.store.Blob;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.BlobStore;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes long answers to the disk and lets them be sent from there, so that memory does not grow
 * with them. Nothing refers to their bytes, so the sweep of blobs removes them. Thread-safe.
 */
public final class Spool {
    private static final int BUFFER = 1 << 16;

    private final BlobStore blobs;

    Spool(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** Writes an answer. */
    public interface Writer {
        void write(OutputStream out) throws IOException, InterruptedException;
    }

    /** The answer that this writes. */
    public Body of(Writer writer) throws IOException, InterruptedException {
        try (BlobDraft draft = blobs.draft()) {
            OutputStream out = new BufferedOutputStream(draft.sink(), BUFFER);
            writer.write(out);
            out.flush();
            draft.digests();
            Blob blob = draft.commit();
            return new Body.FileRange(blob.path(), 0, blob.size());
        }
    }
}
