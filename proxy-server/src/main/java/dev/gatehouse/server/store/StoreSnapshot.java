package dev.gatehouse.server.store;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.store.Blob;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A store as it was at one moment, to be read while it goes on: all metadata of that moment, and at
 * least the blobs that they refer to, of which none is removed until this is closed. One at a time.
 * For one thread.
 */
public final class StoreSnapshot implements Closeable {
    private final StoreMarker marker;
    private final Path metadata;
    private final FileBlobStore blobs;
    private final Runnable end;

    private StoreSnapshot(StoreMarker marker, Path metadata, FileBlobStore blobs, Runnable end) {
        this.marker = marker;
        this.metadata = metadata;
        this.blobs = blobs;
        this.end = end;
    }

    /** Takes one; the sweep waits until it is closed. */
    static StoreSnapshot take(
            StoreLayout layout, RocksMetadataStore metadata, FileBlobStore blobs, BlobSweep sweep)
            throws IOException, InterruptedException {
        Runnable resume = sweep.pause();
        try {
            PrivateFiles.deleteDirectory(layout.snapshot());
            StoreMarker marker =
                    StoreMarker.read(layout.directory())
                            .orElseThrow(() -> new IOException("the store has lost its marker"));
            metadata.checkpoint(layout.snapshot());
            return new StoreSnapshot(marker, layout.snapshot(), blobs, resume);
        } catch (IOException | InterruptedException | RuntimeException e) {
            resume.run();
            throw e;
        }
    }

    /** The layout that it is written in. */
    public int schema() {
        return marker.schema();
    }

    /** The store's id. */
    public String store() {
        return marker.store();
    }

    /** How often the store was opened. */
    public long start() {
        return marker.start();
    }

    /** The files of the metadata, which do not change. */
    public List<Path> metadata() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(metadata)) {
            all.forEach(files::add);
        }
        files.sort(null);
        return files;
    }

    /**
     * The blobs of which the first byte of the digest is the given one.
     *
     * @param firstByte 0 to 255
     */
    public List<Digest> blobs(int firstByte) throws IOException {
        return blobs.startingWith(firstByte);
    }

    /** A blob to read; empty if it was removed by hand. */
    public Optional<Blob> find(Digest sha256) throws IOException {
        return blobs.find(sha256);
    }

    /** Opens a file of the metadata or a blob. */
    public FileChannel open(Path file) throws IOException {
        return PrivateFiles.openFile(file);
    }

    @Override
    public void close() throws IOException {
        try {
            PrivateFiles.deleteDirectory(metadata);
        } finally {
            end.run();
        }
    }
}
