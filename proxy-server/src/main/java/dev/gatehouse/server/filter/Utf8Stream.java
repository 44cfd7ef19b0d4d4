package dev.gatehouse.server.filter;

import dev.gatehouse.core.http.BadRequestException;

import java.io.IOException;
import java.io.InputStream;

/**
 * Passes bytes on that are well-formed UTF-8 (Unicode, table 3-7) without NUL; for one thread.
 *
 * <p>Reads throw {@link BadRequestException} for others.
 */
final class Utf8Stream extends InputStream {
    private final InputStream in;
    private int wanted;
    private int low = 0x80;
    private int high = 0xbf;

    Utf8Stream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, length);
        if (count < 0 && wanted > 0) {
            throw broken();
        }
        for (int i = offset; i < offset + count; i++) {
            // The usual case, and the only one that has to be fast.
            if (target[i] <= 0 || wanted > 0) {
                check(target[i] & 0xff);
            }
        }
        return count;
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void check(int b) {
        if (wanted > 0) {
            if (b < low || b > high) {
                throw broken();
            }
            wanted--;
            low = 0x80;
            high = 0xbf;
        } else if (b >= 0xc2 && b <= 0xdf) {
            wanted = 1;
        } else if (b >= 0xe0 && b <= 0xef) {
            wanted = 2;
            low = b == 0xe0 ? 0xa0 : 0x80;
            high = b == 0xed ? 0x9f : 0xbf;
        } else if (b >= 0xf0 && b <= 0xf4) {
            wanted = 3;
            low = b == 0xf0 ? 0x90 : 0x80;
            high = b == 0xf4 ? 0x8f : 0xbf;
        } else {
            throw broken();
        }
    }

    private static BadRequestException broken() {
        return new BadRequestException("JSON must be well-formed UTF-8");
    }
}
