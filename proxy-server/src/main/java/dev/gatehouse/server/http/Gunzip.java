package dev.gatehouse.server.http;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Undoes gzip (RFC 1952), stricter than {@link java.util.zip.GZIPInputStream}: exactly one member,
 * its checksum and length right, and nothing after it, else 400; bounded in size and ratio, else
 * 413. For one thread.
 */
final class Gunzip extends InputStream {
    private static final int BUFFER = 8 << 10;
    private static final int FREE = 1 << 20;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] buffer = new byte[BUFFER];
    private final GzipHead head;
    private final HttpLimits limits;
    private int filled;
    private boolean begun;
    private boolean ended;

    Gunzip(InputStream compressed, HttpLimits limits) {
        this.in = compressed;
        this.head = new GzipHead(compressed);
        this.limits = limits;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            return ended ? -1 : inflate(target, offset, length);
        } catch (EOFException e) {
            throw refused("the gzip body ends early", e);
        } catch (DataFormatException e) {
            throw refused("the gzip body is damaged", e);
        }
    }

    private int inflate(byte[] target, int offset, int length)
            throws IOException, DataFormatException {
        if (!begun) {
            head.skip();
            begun = true;
        }
        int count = 0;
        while (count == 0) {
            count = inflater.inflate(target, offset, length);
            if (inflater.finished()) {
                checksum.update(target, offset, count);
                finish();
                return count == 0 ? -1 : count;
            }
            if (inflater.needsDictionary()) {
                throw Refusal.bad("the gzip body is damaged");
            }
            if (count == 0) {
                refill();
            }
        }
        checksum.update(target, offset, count);
        bound();
        return count;
    }

    private void refill() throws IOException {
        int count = in.read(buffer, 0, BUFFER);
        if (count < 0) {
            throw new EOFException();
        }
        filled = count;
        inflater.setInput(buffer, 0, count);
    }

    private void bound() throws RefusedException {
        long out = inflater.getBytesWritten();
        if (out > limits.inflated()) {
            throw Refusal.of(413, "the body inflates to over " + limits.inflated() + " bytes");
        }
        if (out > FREE && out / limits.inflation() > inflater.getBytesRead()) {
            throw Refusal.of(413, "the body inflates more than " + limits.inflation() + " times");
        }
    }

    private void finish() throws IOException {
        bound();
        ended = true;
        int rest = inflater.getRemaining();
        InputStream unused = new ByteArrayInputStream(buffer, filled - rest, rest);
        InputStream tail = new SequenceInputStream(unused, in);
        long crc = little(tail);
        long size = little(tail);
        if (crc != checksum.getValue() || size != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw Refusal.bad("checksum or length of the gzip body is wrong");
        }
        if (tail.read() >= 0) {
            throw Refusal.bad("bytes after the end of the gzip body");
        }
    }

    private static long little(InputStream tail) throws IOException {
        long value = 0;
        for (int i = 0; i < 4; i++) {
            int b = tail.read();
            if (b < 0) {
                throw new EOFException();
            }
            value |= (long) b << (Byte.SIZE * i);
        }
        return value;
    }

    private static RefusedException refused(String reason, Exception cause) {
        RefusedException refused = Refusal.bad(reason);
        refused.initCause(cause);
        return refused;
    }

    @Override
    public void close() throws IOException {
        ended = true;
        inflater.end();
        in.close();
    }
}
