package dev.gatehouse.server.backup;

import dev.gatehouse.core.http.LiveContent;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.store.Blob;
import dev.gatehouse.server.store.StoreSnapshot;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A store in use as a tar archive, piece by piece as it is taken: a heading, the metadata, the
 * blobs, an ending. Nothing is done before the first piece is asked for. For one thread.
 */
public final class BackupWriter implements LiveContent {
    private static final Logger LOG = LoggerFactory.getLogger(BackupWriter.class);
    private static final int PIECE = 256 << 10;
    private static final int CHUNK = 64 << 10;
    private static final int BYTE_VALUES = 256;
    private static final JsonMapper JSON = new JsonMapper();

    private final Opening opening;
    private final InstantSource clock;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar;
    private final byte[] chunk = new byte[CHUNK];
    private final Deque<Path> metadata = new ArrayDeque<>();
    private final Deque<Digest> blobs = new ArrayDeque<>();
    private final List<String> damaged = new ArrayList<>();
    private @Nullable StoreSnapshot snapshot;
    private @Nullable Current current;
    private int nextByte;
    private long files;
    private long blobCount;
    private long bytes;
    private boolean ended;

    /** Takes the snapshot. */
    @FunctionalInterface
    public interface Opening {
        StoreSnapshot snapshot() throws IOException, InterruptedException;
    }

    /** The file that is being copied; {@code digest}: what it should be, of a blob. */
    private record Current(FileChannel file, Optional<Digest> digest, MessageDigest hasher) {}

    public BackupWriter(Opening opening, InstantSource clock) {
        this.opening = opening;
        this.clock = clock;
        this.tar = new TarArchiveOutputStream(buffer, StandardCharsets.UTF_8.name());
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    @Override
    public Optional<ByteBuffer> next() throws IOException, InterruptedException {
        if (ended) {
            return Optional.empty();
        }
        StoreSnapshot store = snapshot;
        if (store == null) {
            store = begin();
        }
        while (!ended && buffer.size() < PIECE) {
            step(store);
        }
        ByteBuffer piece = ByteBuffer.wrap(buffer.toByteArray());
        buffer.reset();
        return Optional.of(piece);
    }

    private StoreSnapshot begin() throws IOException, InterruptedException {
        StoreSnapshot store = opening.snapshot();
        snapshot = store;
        json(
                Heading.NAME,
                new Heading(
                        Heading.BACKUP,
                        store.schema(),
                        store.store(),
                        store.start(),
                        clock.instant()));
        metadata.addAll(store.metadata());
        files = metadata.size();
        return store;
    }

    private void step(StoreSnapshot store) throws IOException {
        Current copied = current;
        if (copied != null) {
            copy(copied);
        } else if (!metadata.isEmpty()) {
            Path file = metadata.remove();
            open(store, "metadata/" + file.getFileName(), file, Optional.empty());
        } else if (!blobs.isEmpty()) {
            Digest digest = blobs.remove();
            Optional<Blob> blob = store.find(digest);
            if (blob.isPresent()) {
                blobCount++;
                open(store, "blobs/" + digest.hex(), blob.get().path(), Optional.of(digest));
            }
        } else if (nextByte < BYTE_VALUES) {
            blobs.addAll(store.blobs(nextByte));
            nextByte++;
        } else {
            json(Ending.NAME, new Ending(files, blobCount, bytes, damaged));
            tar.close();
            ended = true;
        }
    }

    private void open(StoreSnapshot store, String name, Path path, Optional<Digest> digest)
            throws IOException {
        FileChannel file = store.open(path);
        current = new Current(file, digest, Digest.hasher(DigestAlgorithm.SHA256));
        entry(name, file.size());
    }

    private void copy(Current copied) throws IOException {
        int read = copied.file().read(ByteBuffer.wrap(chunk));
        if (read > 0) {
            bytes += read;
            copied.hasher().update(chunk, 0, read);
            tar.write(chunk, 0, read);
            return;
        }
        copied.file().close();
        current = null;
        tar.closeArchiveEntry();
        Digest found = Digest.of(DigestAlgorithm.SHA256, copied.hasher().digest());
        copied.digest()
                .filter(expected -> !expected.equals(found))
                .ifPresent(expected -> damaged.add(expected.hex()));
    }

    private void json(String name, Object value) throws IOException {
        byte[] text = JSON.writeValueAsBytes(value);
        entry(name, text.length);
        tar.write(text);
        tar.closeArchiveEntry();
    }

    /** Only the owner may read what is unpacked by hand. */
    private void entry(String name, long size) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(size);
        entry.setMode(0600);
        entry.setModTime(clock.millis());
        tar.putArchiveEntry(entry);
    }

    @Override
    public void close() {
        Current copied = current;
        StoreSnapshot store = snapshot;
        try {
            try {
                if (copied != null) {
                    copied.file().close();
                }
            } finally {
                if (store != null) {
                    store.close();
                }
            }
        } catch (IOException e) {
            LOG.warn("the snapshot of a backup could not be removed; the next one will be", e);
        }
    }
}
