package dev.gatehouse.npm.packument;

import tools.jackson.core.io.JsonStringEncoder;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects a document in pieces of at most 256 KiB: big enough to be written in one go, small
 * enough to be no humongous object for the garbage collector. Not thread-safe.
 */
final class Segments {
    private static final int MOST_BYTES = 256 << 10;
    private static final int LEAST_BYTES = 512;

    private final List<ByteBuffer> full = new ArrayList<>();
    private byte[] piece;
    private int size;
    private long left;

    /**
     * @param expected how many bytes will come, roughly; better too many
     */
    Segments(long expected) {
        left = expected;
        piece = new byte[Math.clamp(expected, LEAST_BYTES, MOST_BYTES)];
    }

    Segments copy(ByteBuffer source, int from, int to) {
        int at = from;
        while (at < to) {
            int count = Math.min(to - at, room());
            source.get(at, piece, size, count);
            size += count;
            at += count;
        }
        return this;
    }

    Segments bytes(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            int count = Math.min(bytes.length - at, room());
            System.arraycopy(bytes, at, piece, size, count);
            size += count;
            at += count;
        }
        return this;
    }

    /** ASCII that needs no escape. */
    Segments ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            room();
            piece[size++] = (byte) text.charAt(i);
        }
        return this;
    }

    /** Any text as a JSON string, with its quotes. */
    Segments string(String text) {
        return ascii("\"").bytes(JsonStringEncoder.getInstance().quoteAsUTF8(text)).ascii("\"");
    }

    List<ByteBuffer> finish() {
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
