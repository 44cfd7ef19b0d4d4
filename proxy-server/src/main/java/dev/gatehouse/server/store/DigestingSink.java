package dev.gatehouse.server.store;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Writes to a file and computes the digests of what was written on the way, so that the bytes are
 * read only once. For one thread; the size may be read by others.
 */
final class DigestingSink extends OutputStream {
    /** MD5, SHA-1, SHA-256 and SHA-512: what npm, PyPI and Maven documents carry. */
    private static final Set<DigestAlgorithm> ALGORITHMS =
            Set.of(
                    DigestAlgorithm.MD5,
                    DigestAlgorithm.SHA1,
                    DigestAlgorithm.SHA256,
                    DigestAlgorithm.SHA512);

    /** Small enough for the processor's cache and for the JDK's copy into native memory. */
    private static final int PIECE = 64 * 1024;

    private final FileChannel file;
    private final Map<DigestAlgorithm, MessageDigest> hashers =
            new EnumMap<>(DigestAlgorithm.class);
    private Set<Digest> digests = Set.of();
    private final AtomicLong size = new AtomicLong();

    DigestingSink(FileChannel file) {
        this.file = file;
        ALGORITHMS.forEach(algorithm -> hashers.put(algorithm, Digest.hasher(algorithm)));
    }

    /** How many bytes were written; each of them can be read from the file. */
    long size() {
        return size.get();
    }

    /** The digests of all that was written; ends writing. */
    Set<Digest> digests() {
        if (digests.isEmpty()) {
            digests =
                    hashers.entrySet().stream()
                            .map(e -> Digest.of(e.getKey(), e.getValue().digest()))
                            .collect(Collectors.toUnmodifiableSet());
        }
        return digests;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (!digests.isEmpty()) {
            throw new IllegalStateException("the draft's digests were taken already");
        }
        int end = offset + length;
        for (int at = offset; at < end; at += PIECE) {
            writePiece(bytes, at, Math.min(PIECE, end - at));
        }
    }

    private void writePiece(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer piece = ByteBuffer.wrap(bytes, offset, length);
        while (piece.hasRemaining()) {
            file.write(piece);
        }
        hashers.values().forEach(hasher -> hasher.update(bytes, offset, length));
        size.addAndGet(length);
    }
}
