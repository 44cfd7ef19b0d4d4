package dev.gatehouse.core.format;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects a document in pieces of at most 256 KiB: big enough to be written in one go, small
 * enough to be no humongous object for the garbage collector. Not thread-safe.
 */
public final class Segments extends OutputStream {
    private static final int MOST_BYTES = 256 << 10;
    private static final int LEAST_BYTES = 512;

    private final List<ByteBuffer> full = new ArrayList<>();
    private byte[] piece;
    private int size;
    private long left;

    /**
     * An empty document.
     *
     * @param expected how many bytes will come, roughly; better too many
     */
    public Segments(long expected) {
        left = expected;
        piece = new byte[Math.clamp(expected, LEAST_BYTES, MOST_BYTES)];
    }

    @Override
    public void write(int one) {
        room();
        piece[size++] = (byte) one;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            int count = Math.min(end - at, room());
            System.arraycopy(bytes, at, piece, size, count);
            size += count;
            at += count;
        }
    }

    /** A range of a source document. */
    public Segments copy(ByteBuffer source, int from, int to) {
        int at = from;
        while (at < to) {
            int count = Math.min(to - at, room());
            source.get(at, piece, size, count);
            size += count;
            at += count;
        }
        return this;
    }

    public Segments bytes(byte[] bytes) {
        write(bytes, 0, bytes.length);
        return this;
    }

    /** Text of ASCII only. */
    public Segments ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            write(text.charAt(i));
        }
        return this;
    }

    /** Any text in UTF-8. */
    public Segments text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return bytes(text.substring(i).getBytes(StandardCharsets.UTF_8));
            }
            write(c);
        }
        return this;
    }

    /** The document; nothing may be added any more. */
    public List<ByteBuffer> finish() {
        full.add(ByteBuffer.wrap(piece, 0, size).asReadOnlyBuffer());
        return List.copyOf(full);
    }

    /** How many bytes fit into the piece; at least one. */
    private int room() {
        if (size == piece.length) {
            full.add(ByteBuffer.wrap(piece).asReadOnlyBuffer());
            left -= size;
            piece = new byte[nextSize()];
            size = 0;
        }
        return piece.length - size;
    }

    private int nextSize() {
        return Math.clamp(Math.max(left, 2L * size), LEAST_BYTES, MOST_BYTES);
    }
}
