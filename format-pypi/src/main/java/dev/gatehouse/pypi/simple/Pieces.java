package dev.gatehouse.pypi.simple;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects a document in pieces of at most 256 KiB: big enough to be written in one go, small
 * enough to be no humongous object for the garbage collector. Not thread-safe.
 */
final class Pieces extends OutputStream {
    private static final int FIRST = 16 << 10;
    private static final int MOST = 256 << 10;

    private final List<ByteBuffer> full = new ArrayList<>();
    private byte[] piece = new byte[FIRST];
    private int size;

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

    /** Any text in UTF-8. */
    Pieces text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                byte[] rest = text.substring(i).getBytes(StandardCharsets.UTF_8);
                write(rest, 0, rest.length);
                return this;
            }
            write(c);
        }
        return this;
    }

    List<ByteBuffer> finish() {
        full.add(ByteBuffer.wrap(piece, 0, size).asReadOnlyBuffer());
        return List.copyOf(full);
    }

    /** How many bytes fit into the piece; at least one. */
    private int room() {
        if (size == piece.length) {
            full.add(ByteBuffer.wrap(piece).asReadOnlyBuffer());
            piece = new byte[Math.min(MOST, piece.length * 4)];
            size = 0;
        }
        return piece.length - size;
    }
}
