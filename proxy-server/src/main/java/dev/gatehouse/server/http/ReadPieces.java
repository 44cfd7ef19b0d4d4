package dev.gatehouse.server.http;

import dev.gatehouse.core.http.GrowingContent;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Bytes of a file read by the virtual thread from a channel of its own, so that an interrupt closes
 * it for nobody else: for TLS, for small files, and for files that still grow.
 */
final class ReadPieces implements BodyPieces {
    /** How far a file may be read, waiting if need be; equal to the position only at its end. */
    @FunctionalInterface
    private interface Extent {
        long upTo(long position) throws IOException, InterruptedException;
    }

    private final FileChannel file;
    private final ByteBufAllocator allocator;
    private final Extent extent;
    private final long end;
    private long position;

    private ReadPieces(
            FileChannel file, ByteBufAllocator allocator, Extent extent, long from, long end) {
        this.file = file;
        this.allocator = allocator;
        this.extent = extent;
        this.position = from;
        this.end = end;
    }

    /** A range of a file that is complete. */
    static ReadPieces of(Path path, long offset, long length, ByteBufAllocator allocator)
            throws IOException {
        long end = offset + length;
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        if (file.size() < end) {
            file.close();
            throw new IOException(path + " ends before " + end);
        }
        return new ReadPieces(file, allocator, position -> end, offset, end);
    }

    /** A range of a growing file; all from the offset on when the length is -1. */
    static ReadPieces of(
            GrowingContent content, long offset, long length, ByteBufAllocator allocator)
            throws IOException, InterruptedException {
        content.await(offset);
        FileChannel file = content.open();
        long end = length < 0 ? Long.MAX_VALUE : offset + length;
        return new ReadPieces(file, allocator, content::await, offset, end);
    }

    @Override
    public @Nullable ByteBuf next() throws IOException, InterruptedException {
        if (position == end) {
            return null;
        }
        long limit = Math.min(end, extent.upTo(position));
        if (limit <= position) {
            if (end == Long.MAX_VALUE) {
                return null;
            }
            throw new IOException("content ends at " + position + " instead of " + end);
        }
        return read((int) Math.min(SIZE, limit - position));
    }

    private ByteBuf read(int count) throws IOException {
        ByteBuf piece = allocator.directBuffer(count, count);
        try {
            while (piece.isWritable()) {
                int read = piece.writeBytes(file, position, piece.writableBytes());
                if (read < 0) {
                    throw new IOException("file ends at " + position + " instead of " + end);
                }
                position += read;
            }
            return piece.retain();
        } finally {
            piece.release();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
