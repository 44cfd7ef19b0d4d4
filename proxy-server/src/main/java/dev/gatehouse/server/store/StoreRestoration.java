package dev.gatehouse.server.store;

import dev.gatehouse.core.model.Digest;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Puts a store into a directory in which none is. Until {@link #finish} there is no marker, so
 * nothing takes the parts for a store; what was not finished is removed by the close. For one
 * thread.
 */
public final class StoreRestoration implements Closeable {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");
    private static final int PIECE = 64 << 10;

    private final StoreLayout layout;
    private final FileChannel lock;
    private final FileBlobStore blobs;
    private final LatchedDisk disk = new LatchedDisk(Disk.REAL, new StoreLatch());
    private boolean finished;

    private StoreRestoration(StoreLayout layout, FileChannel lock, InstantSource clock)
            throws IOException {
        this.layout = layout;
        this.lock = lock;
        PrivateFiles.createDirectory(layout.blobs());
        PrivateFiles.createDirectory(layout.drafts());
        PrivateFiles.createDirectory(layout.metadata());
        this.blobs = new FileBlobStore(layout.blobs(), layout.drafts(), disk, clock);
    }

    /**
     * Begins.
     *
     * @throws StoreRefusedException when there is anything in the directory already
     */
    public static StoreRestoration into(Path directory, InstantSource clock) throws IOException {
        StoreLayout layout = StoreLayout.in(directory);
        layout.requireSafe();
        FileChannel lock = PrivateFiles.openOrCreateFile(layout.lock());
        try {
            StoreOpening.requireLock(layout, lock);
            requireEmpty(layout);
            return new StoreRestoration(layout, lock, clock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void requireEmpty(StoreLayout layout) throws IOException {
        List<Path> own = List.of(layout.lock());
        try (DirectoryStream<Path> there = Files.newDirectoryStream(layout.directory())) {
            for (Path one : there) {
                if (!own.contains(one)) {
                    throw new StoreRefusedException(
                            "%s is not empty (%s): choose an empty directory, nothing is written over"
                                    .formatted(layout.directory(), one.getFileName()));
                }
            }
        }
    }

    /**
     * Takes a file of the metadata.
     *
     * @throws IOException when it has come already, or has no name of such a file
     */
    public void metadata(String name, InputStream content) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new IOException("'" + name + "' is no name of a file of the metadata");
        }
        try (FileChannel file = PrivateFiles.createFile(layout.metadata().resolve(name))) {
            content.transferTo(Channels.newOutputStream(file));
            disk.sync(file);
        } catch (FileAlreadyExistsException e) {
            throw new IOException("'" + name + "' comes twice", e);
        }
    }

    /**
     * Takes a blob.
     *
     * @return whether the bytes are what the digest says; others are not kept
     */
    public boolean blob(Digest sha256, InputStream content) throws IOException {
        try (var draft = blobs.draft()) {
            byte[] piece = new byte[PIECE];
            for (int read = content.read(piece); read >= 0; read = content.read(piece)) {
                draft.sink().write(piece, 0, read);
            }
            if (!draft.digests().contains(sha256)) {
                return false;
            }
            draft.commit();
            return true;
        }
    }

    /** Makes a store of it, with the identity that its metadata have. */
    public void finish(int schema, String store, long start) throws IOException {
        if (!layout.hasMetadata()) {
            throw new IOException("there are no metadata in it");
        }
        disk.syncDirectory(layout.metadata());
        disk.syncDirectory(layout.blobs());
        new StoreMarker(schema, store, start).write(layout.directory(), disk);
        finished = true;
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            if (!finished) {
                PrivateFiles.deleteDirectory(layout.metadata());
                PrivateFiles.deleteDirectory(layout.blobs());
                PrivateFiles.deleteDirectory(layout.drafts());
            }
        }
    }
}
