package dev.gatehouse.server.http;

import io.netty.buffer.ByteBuf;

/** Counts a request's body down to its end. Confined to its event loop. */
final class BodyEnd {
    private final ChunkScanner chunks;
    private final boolean chunked;
    private long left;

    BodyEnd(Framing framing, long most) {
        chunks = new ChunkScanner(most);
        chunked = framing instanceof Framing.Chunked;
        left = framing instanceof Framing.Length(long bytes) ? bytes : 0;
    }

    boolean reached() {
        return chunked ? chunks.ended() : left == 0;
    }

    /** How many of the readable bytes belong to the body; reads none. */
    int scan(ByteBuf bytes) throws RefusedException {
        if (chunked) {
            return chunks.scan(bytes);
        }
        int count = (int) Math.min(left, bytes.readableBytes());
        left -= count;
        return count;
    }
}
