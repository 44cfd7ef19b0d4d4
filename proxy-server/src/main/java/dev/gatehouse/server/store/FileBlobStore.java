package dev.gatehouse.server.store;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.store.Blob;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.BlobStore;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Blobs as files named by their SHA-256. Thread-safe.
 *
 * <p>Finding a blob looks at its file, not at its bytes: the record that refers to it has the right
 * size, and readers hash what they serve. {@link #verify} compares the bytes with the name. A
 * damaged file is replaced by the next commit of the same bytes.
 */
public final class FileBlobStore implements BlobStore {
    private static final int LOCKS = 64;
    private static final int PIECE = 64 * 1024;

    private final BlobPaths paths;
    private final Path drafts;
    private final InstantSource clock;
    private final LatchedDisk disk;
    private final AtomicLong draftNumber = new AtomicLong();

    /**
     * Held over one rename or one look-and-unlink, never over data: else a sweep that has just
     * found a blob to be old could remove the one that was committed in between.
     */
    private final List<ReentrantLock> locks =
            IntStream.range(0, LOCKS).mapToObj(_ -> new ReentrantLock()).toList();

    /** Whether the bytes of a blob are what its name says. */
    public enum Condition {
        WHOLE,
        DAMAGED,
        MISSING
    }

    /**
     * Opens the blobs of two existing directories on one file system; drafts that were left there
     * are removed.
     */
    FileBlobStore(Path blobs, Path drafts, LatchedDisk disk, InstantSource clock)
            throws IOException {
        this.paths = new BlobPaths(blobs);
        this.drafts = drafts;
        this.clock = clock;
        this.disk = disk;
        sweepDrafts();
    }

    @Override
    public Optional<Blob> find(Digest sha256) throws IOException {
        Path path = paths.of(sha256);
        if (!paths.isReachable(sha256) || !PrivateFiles.isFile(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Blob(sha256, Files.size(path), path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Reads all bytes of a blob and compares them with its name. */
    public Condition verify(Digest sha256) throws IOException {
        Optional<Blob> blob = find(sha256);
        if (blob.isEmpty()) {
            return Condition.MISSING;
        }
        try (FileChannel file = PrivateFiles.openFile(blob.get().path())) {
            return hash(file).equals(sha256) ? Condition.WHOLE : Condition.DAMAGED;
        } catch (NoSuchFileException e) {
            return Condition.MISSING;
        }
    }

    @Override
    public BlobDraft draft() throws IOException {
        disk.latch().requireWritable();
        Path path = drafts.resolve("draft-" + draftNumber.incrementAndGet());
        return new FileBlobDraft(this, path, PrivateFiles.createFile(path));
    }

    @Override
    public void delete(Digest sha256) throws IOException {
        removeIfOlder(sha256, Instant.MAX);
    }

    /**
     * Removes a blob unless it was committed, or committed once more, at or after that time.
     *
     * @return whether a blob was removed
     */
    boolean removeIfOlder(Digest sha256, Instant time) throws IOException {
        Path path = paths.of(sha256);
        ReentrantLock lock = lockOf(sha256);
        lock.lock();
        try {
            return paths.isReachable(sha256)
                    && PrivateFiles.isFile(path)
                    && Files.getLastModifiedTime(path).toInstant().isBefore(time)
                    && Files.deleteIfExists(path);
        } finally {
            lock.unlock();
        }
    }

    /** The digests of all blobs of which the first byte is the given one, 0 to 255. */
    List<Digest> startingWith(int firstByte) throws IOException {
        return paths.startingWith(firstByte);
    }

    /** Makes a draft durable under its name; called by the draft. */
    Blob commit(Path draft, FileChannel file, Digest sha256, long size) throws IOException {
        disk.latch().requireWritable();
        if (file.size() != size) {
            throw new IOException("a write into the draft of %s failed before".formatted(sha256));
        }
        // A blob's time is that of its last commit, which keeps the sweep away from it.
        Files.setLastModifiedTime(draft, FileTime.from(clock.instant()));
        disk.sync(file);
        Path path = paths.of(sha256);
        paths.prepare(sha256, disk);
        ReentrantLock lock = lockOf(sha256);
        lock.lock();
        try {
            disk.rename(draft, path);
        } finally {
            lock.unlock();
        }
        disk.syncDirectory(paths.inner(sha256));
        return new Blob(sha256, size, path);
    }

    /** What has made the store read-only, if anything has. */
    StoreLatch latch() {
        return disk.latch();
    }

    /** Where the blob of that digest is, or will be. */
    Path pathOf(Digest sha256) {
        return paths.of(sha256);
    }

    private ReentrantLock lockOf(Digest sha256) {
        return locks.get(Math.floorMod(sha256.hashCode(), LOCKS));
    }

    private static Digest hash(FileChannel file) throws IOException {
        MessageDigest hasher = Digest.hasher(DigestAlgorithm.SHA256);
        InputStream in = Channels.newInputStream(file);
        byte[] piece = new byte[PIECE];
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            hasher.update(piece, 0, read);
        }
        return Digest.of(DigestAlgorithm.SHA256, hasher.digest());
    }

    private void sweepDrafts() throws IOException {
        try (var left = Files.newDirectoryStream(drafts, "draft-*")) {
            for (Path draft : left) {
                Files.delete(draft);
            }
        }
    }
}
