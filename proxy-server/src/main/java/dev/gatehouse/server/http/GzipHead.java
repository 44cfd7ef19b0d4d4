package dev.gatehouse.server.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The head of a gzip member (RFC 1952, section 2.3): checked and skipped. */
final class GzipHead {
    private static final int CHECKED = 2;
    private static final int EXTRA = 4;
    private static final int NAMED = 8;
    private static final int COMMENTED = 16;
    private static final int RESERVED = 0xe0;
    private static final int MOST_TEXT = 4096;

    private final InputStream in;

    GzipHead(InputStream in) {
        this.in = in;
    }

    void skip() throws IOException {
        boolean magic = next() == 0x1f && next() == 0x8b && next() == 8;
        int flags = magic ? next() : RESERVED;
        if ((flags & RESERVED) != 0) {
            throw Refusal.bad("the body is not gzip");
        }
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(next() | (next() << Byte.SIZE));
        }
        if ((flags & NAMED) != 0) {
            skipText();
        }
        if ((flags & COMMENTED) != 0) {
            skipText();
        }
        if ((flags & CHECKED) != 0) {
            skip(2);
        }
    }

    private void skipText() throws IOException {
        int length = 0;
        while (next() != 0) {
            if (++length > MOST_TEXT) {
                throw Refusal.bad("name or comment in the gzip head is too long");
            }
        }
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private int next() throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new EOFException();
        }
        return b;
    }
}
