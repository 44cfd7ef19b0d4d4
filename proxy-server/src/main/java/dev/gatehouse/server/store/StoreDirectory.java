package dev.gatehouse.server.store;

import dev.gatehouse.core.store.Ids;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A data directory in use: blobs and metadata that belong together. Thread-safe; for one process at
 * a time.
 *
 * <p>It opens only what is whole: a missing part, parts of different stores or of different days, a
 * cut log or a newer layout are refused with a {@link StoreRefusedException}. Only a directory in
 * which nothing of a store lies becomes a new store.
 */
public final class StoreDirectory implements Closeable {
    private static final int PROBE = 4096;

    private final StoreLayout layout;
    private final FileBlobStore blobs;
    private final RocksMetadataStore metadata;
    private final BlobSweep sweep;
    private final Resources resources;

    StoreDirectory(
            StoreLayout layout,
            FileBlobStore blobs,
            RocksMetadataStore metadata,
            BlobSweep sweep,
            Resources resources) {
        this.layout = layout;
        this.blobs = blobs;
        this.metadata = metadata;
        this.sweep = sweep;
        this.resources = resources;
    }

    /**
     * Opens the store in a directory, or makes one in an empty or missing directory.
     *
     * @throws StoreRefusedException when the directory must not be used as it is
     */
    public static StoreDirectory open(Path directory, InstantSource clock, Ids ids)
            throws IOException {
        return new StoreOpening(clock, ids, Disk.REAL).open(directory);
    }

    public FileBlobStore blobs() {
        return blobs;
    }

    public RocksMetadataStore metadata() {
        return metadata;
    }

    /** Removes blobs that are not in use; to be run now and then. */
    public BlobSweep sweep() {
        return sweep;
    }

    /**
     * The store as it is now, to be backed up.
     *
     * @throws IOException when one is being backed up already
     */
    public StoreSnapshot snapshot() throws IOException, InterruptedException {
        return StoreSnapshot.take(layout, metadata, blobs, sweep);
    }

    /** Reads everything again; to be run when an operator wants to know. */
    public BlobScrub scrub() {
        return new BlobScrub(blobs, metadata.references());
    }

    /**
     * Whether something could be written now: for readiness. Writes a small file and removes it.
     */
    public boolean isWritable() {
        return trouble().isEmpty();
    }

    /** Why nothing can be written now; empty when it can. */
    public Optional<String> trouble() {
        return blobs.latch().reason().or(() -> probe(false));
    }

    /** The same after a file was written and synced, which may take as long as the disk needs. */
    public Optional<String> syncTrouble() {
        return blobs.latch().reason().or(() -> probe(true));
    }

    /** The id that the store got when it was made. */
    public String id() throws IOException {
        return StoreMarker.read(layout.directory()).map(StoreMarker::store).orElse("");
    }

    private Optional<String> probe(boolean synced) {
        Path file = layout.drafts().resolve("draft-probe-" + Thread.currentThread().threadId());
        try {
            try (FileChannel channel = PrivateFiles.createFile(file)) {
                channel.write(ByteBuffer.allocate(PROBE));
                if (synced) {
                    channel.force(true);
                }
            } finally {
                Files.deleteIfExists(file);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("the store cannot be written to: " + e.getMessage());
        }
    }

    /** Ends writing, then closes everything; a commit that waits is finished before. */
    @Override
    public void close() throws IOException {
        resources.close();
    }
}
