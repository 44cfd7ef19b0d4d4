package dev.gatehouse.server.http;

import dev.gatehouse.core.http.LiveContent;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Pieces of live content, each asked for when there is room for it. */
final class LivePieces implements BodyPieces {
    private final LiveContent content;

    LivePieces(LiveContent content) {
        this.content = content;
    }

    @Override
    public @Nullable ByteBuf next() throws IOException, InterruptedException {
        Optional<ByteBuffer> piece = content.next();
        return piece.isPresent() ? Unpooled.wrappedBuffer(piece.get()) : null;
    }

    @Override
    public void close() {
        content.close();
    }
}
