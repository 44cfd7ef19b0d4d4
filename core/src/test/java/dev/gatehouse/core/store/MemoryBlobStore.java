package dev.gatehouse.core.store;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * A {@link BlobStore} for tests: knows its blobs in memory only, and keeps their bytes in files of
 * a scratch directory because a {@link Blob} has a path. Nothing is synced. Thread-safe.
 */
public final class MemoryBlobStore implements BlobStore {
    private static final EnumSet<DigestAlgorithm> DIGESTS = EnumSet.allOf(DigestAlgorithm.class);

    private final Path directory;
    private final Map<Digest, Blob> blobs = new ConcurrentHashMap<>();
    private final AtomicLong drafts = new AtomicLong();

    /** A store whose bytes lie in that existing, empty directory. */
    public MemoryBlobStore(Path directory) {
        this.directory = directory;
    }

    /** All blobs, in no order. */
    public Collection<Blob> all() {
        return List.copyOf(blobs.values());
    }

    /** Puts these bytes in, as a draft would. */
    public Blob put(byte[] bytes) throws IOException {
        try (BlobDraft draft = draft()) {
            draft.sink().write(bytes);
            return draft.commit();
        }
    }

    @Override
    public Optional<Blob> find(Digest sha256) {
        if (sha256.algorithm() != DigestAlgorithm.SHA256) {
            throw new IllegalArgumentException("blobs are named by SHA-256, not by " + sha256);
        }
        return Optional.ofNullable(blobs.get(sha256));
    }

    @Override
    public BlobDraft draft() throws IOException {
        return new Draft(directory.resolve("draft-" + drafts.incrementAndGet()));
    }

    @Override
    public void delete(Digest sha256) throws IOException {
        Blob blob = blobs.remove(sha256);
        if (blob != null) {
            Files.deleteIfExists(blob.path());
        }
    }

    /** Deletes the scratch directory; nobody may be using the store any more. */
    public void erase() throws IOException {
        try (var files = Files.list(directory)) {
            for (Path path : files.toList()) {
                Files.delete(path);
            }
        }
        Files.delete(directory);
    }

    private final class Draft implements BlobDraft {
        private final Path path;
        private final FileChannel channel;
        private final OutputStream sink;
        private boolean sealed;

        Draft(Path path) throws IOException {
            this.path = path;
            channel =
                    FileChannel.open(
                            path,
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            sink = new Sink();
        }

        @Override
        public OutputStream sink() {
            return sink;
        }

        @Override
        public long size() {
            try {
                return channel.size();
            } catch (IOException e) {
                throw new IllegalStateException("the draft is closed", e);
            }
        }

        @Override
        public Set<Digest> digests() {
            sealed = true;
            try {
                byte[] bytes = Files.readAllBytes(path);
                return DIGESTS.stream()
                        .map(algorithm -> Digest.compute(algorithm, bytes))
                        .collect(Collectors.toUnmodifiableSet());
            } catch (IOException e) {
                throw new IllegalStateException("scratch file is gone: " + path, e);
            }
        }

        @Override
        public FileChannel open() throws IOException {
            return FileChannel.open(path, StandardOpenOption.READ);
        }

        /** Links the bytes under their digest; the draft's own name stays until close. */
        @Override
        public Blob commit() throws IOException {
            Digest sha256 =
                    digests().stream()
                            .filter(d -> d.algorithm() == DigestAlgorithm.SHA256)
                            .findFirst()
                            .orElseThrow();
            Blob known = blobs.get(sha256);
            if (known != null) {
                return known;
            }
            Path kept = directory.resolve(sha256.hex() + "-" + drafts.incrementAndGet());
            Files.createLink(kept, path);
            Blob blob = new Blob(sha256, size(), kept);
            Blob earlier = blobs.putIfAbsent(sha256, blob);
            if (earlier != null) {
                Files.delete(kept);
                return earlier;
            }
            return blob;
        }

        @Override
        public void close() throws IOException {
            channel.close();
            Files.deleteIfExists(path);
        }

        private final class Sink extends OutputStream {
            private final OutputStream out = Channels.newOutputStream(channel);

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (sealed) {
                    throw new IllegalStateException("the draft's digests were taken already");
                }
                out.write(bytes, offset, length);
            }
        }
    }
}
