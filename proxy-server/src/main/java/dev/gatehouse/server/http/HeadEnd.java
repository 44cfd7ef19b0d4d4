package dev.gatehouse.server.http;

import io.netty.buffer.ByteBuf;

/**
 * Looks for the empty line that ends a head, each byte once however slowly they come. Confined to
 * its event loop.
 */
final class HeadEnd {
    private final HttpLimits limits;
    private int seen;
    private int lineStart;
    private int lines;

    HeadEnd(HttpLimits limits) {
        this.limits = limits;
    }

    /** Whether no byte of the head was seen. */
    boolean isFresh() {
        return seen == 0;
    }

    void reset() {
        seen = 0;
        lineStart = 0;
        lines = 0;
    }

    /** The length of the head from the reader index, its empty line included; -1: more to come. */
    int find(ByteBuf bytes) throws RefusedException {
        if (isFresh()) {
            skipEmptyLine(bytes);
        }
        int from = bytes.readerIndex();
        int readable = bytes.readableBytes();
        while (seen < readable) {
            byte b = bytes.getByte(from + seen++);
            if (b == '\n' && endsLine(bytes, from)) {
                return seen;
            }
            if (lines == 0 && seen == 1 && !Chars.TOKEN.has(b)) {
                throw Refusal.bad("not an HTTP request");
            }
            limit();
        }
        return -1;
    }

    // Some old clients send an empty line after a body (RFC 9112, section 2.2).
    private static void skipEmptyLine(ByteBuf bytes) {
        int at = bytes.readerIndex();
        if (bytes.readableBytes() >= 2
                && bytes.getByte(at) == '\r'
                && bytes.getByte(at + 1) == '\n') {
            bytes.skipBytes(2);
        }
    }

    private boolean endsLine(ByteBuf bytes, int from) throws RefusedException {
        int length = seen - lineStart;
        if (length < 2 || bytes.getByte(from + seen - 2) != '\r') {
            throw Refusal.bad("line ends with a bare LF");
        }
        lineStart = seen;
        lines++;
        return length == 2;
    }

    private void limit() throws RefusedException {
        if (lines == 0 && seen > limits.line() + 2) {
            throw Refusal.of(414, "request line is longer than " + limits.line() + " bytes");
        }
        if (seen > limits.head()) {
            throw Refusal.of(431, "head is longer than " + limits.head() + " bytes");
        }
    }
}
