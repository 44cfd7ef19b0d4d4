package dev.gatehouse.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Buffers as they are, small ones several at a time, large ones in parts. */
final class MemoryPieces implements BodyPieces {
    private static final int MOST_BUFFERS = 256;

    private final Iterator<ByteBuffer> segments;
    private @Nullable ByteBuffer rest;

    MemoryPieces(List<ByteBuffer> segments) {
        this.segments = segments.iterator();
    }

    /** All of it at once. */
    static ByteBuf whole(List<ByteBuffer> segments) {
        return wrap(segments.stream().map(ByteBuffer::duplicate).toList());
    }

    @Override
    public @Nullable ByteBuf next() {
        List<ByteBuffer> parts = new ArrayList<>();
        int room = SIZE;
        while (room > 0 && parts.size() < MOST_BUFFERS) {
            ByteBuffer source = source();
            if (source == null) {
                break;
            }
            int count = Math.min(room, source.remaining());
            parts.add(source.slice(source.position(), count));
            source.position(source.position() + count);
            room -= count;
        }
        return parts.isEmpty() ? null : wrap(parts);
    }

    private @Nullable ByteBuffer source() {
        while (rest == null || !rest.hasRemaining()) {
            if (!segments.hasNext()) {
                return null;
            }
            rest = segments.next().duplicate();
        }
        return rest;
    }

    private static ByteBuf wrap(List<ByteBuffer> parts) {
        return Unpooled.wrappedBuffer(Math.max(1, parts.size()), parts.toArray(ByteBuffer[]::new));
    }

    @Override
    public void close() {}
}
