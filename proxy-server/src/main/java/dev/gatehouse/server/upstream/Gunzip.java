package dev.gatehouse.server.upstream;

import dev.gatehouse.core.upstream.BrokenBodyException;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * One gzip member (RFC 1952), bounded in size and ratio. Not thread-safe.
 *
 * <p>{@link java.util.zip.GZIPInputStream} ignores what follows the member and joins further
 * members; here anything after the trailer is an error, so that a body has one reading.
 */
final class Gunzip extends InputStream {
    // A text of one letter deflates by about 1000; an honest index document by 10 to 20.
    static final int MAX_RATIO = 200;
    static final long RATIO_FROM = 1024 * 1024;

    private final InputStream in;
    private final long limit;
    private final Function<String, BrokenBodyException> fault;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[8192];
    private int position;
    private int filled;
    private long consumed;
    private long produced;
    private boolean started;
    private boolean ended;
    private boolean closed;

    /**
     * @param fault what is thrown, given what is wrong
     */
    Gunzip(InputStream in, long limit, Function<String, BrokenBodyException> fault) {
        this.in = in;
        this.limit = limit;
        this.fault = fault;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (closed) {
            throw fault.apply("the body is closed");
        }
        if (ended || length == 0) {
            return ended ? -1 : 0;
        }
        if (!started) {
            skipHeader();
            started = true;
        }
        int read = inflate(bytes, offset, length);
        if (read < 0) {
            requireTrailer();
            ended = true;
            return -1;
        }
        crc.update(bytes, offset, read);
        produced += read;
        requireModest();
        return read;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        inflater.end();
        in.close();
    }

    private int inflate(byte[] bytes, int offset, int length) throws IOException {
        try {
            while (true) {
                int read = inflater.inflate(bytes, offset, length);
                if (read > 0) {
                    return read;
                }
                if (inflater.finished()) {
                    position = filled - inflater.getRemaining();
                    return -1;
                }
                if (inflater.needsDictionary()) {
                    throw fault.apply("a preset dictionary");
                }
                requireMore();
                inflater.setInput(buffer, position, filled - position);
                position = filled;
            }
        } catch (DataFormatException e) {
            throw fault.apply("bad gzip data");
        }
    }

    private void requireModest() throws IOException {
        if (produced > limit) {
            throw fault.apply("more than " + limit + " bytes after gzip");
        }
        if (produced > RATIO_FROM && produced / MAX_RATIO > consumed) {
            throw fault.apply("gzip with a ratio above " + MAX_RATIO);
        }
    }

    private void skipHeader() throws IOException {
        if (next() != 0x1f || next() != 0x8b || next() != 8) {
            throw fault.apply("no gzip header");
        }
        int flags = next();
        if ((flags & 0xe0) != 0) {
            throw fault.apply("reserved gzip flags");
        }
        skip(6);
        if ((flags & 4) != 0) {
            skip(next() | next() << 8);
        }
        if ((flags & 8) != 0) {
            skipText();
        }
        if ((flags & 16) != 0) {
            skipText();
        }
        if ((flags & 2) != 0) {
            skip(2);
        }
    }

    private void requireTrailer() throws IOException {
        if (littleEndian() != crc.getValue() || littleEndian() != (produced & 0xffffffffL)) {
            throw fault.apply("gzip checksum or length do not match");
        }
        if (position < filled || in.read(buffer, 0, 1) >= 0) {
            throw fault.apply("bytes after the end of gzip");
        }
    }

    private long littleEndian() throws IOException {
        return next() | next() << 8 | next() << 16 | (long) next() << 24;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private void skipText() throws IOException {
        for (int i = 0; i < 4096; i++) {
            if (next() == 0) {
                return;
            }
        }
        throw fault.apply("a gzip header without end");
    }

    private int next() throws IOException {
        requireMore();
        return buffer[position++] & 0xff;
    }

    private void requireMore() throws IOException {
        if (position < filled) {
            return;
        }
        filled = Math.max(0, in.read(buffer, 0, buffer.length));
        position = 0;
        consumed += filled;
        if (filled == 0) {
            throw fault.apply("gzip ends too early");
        }
    }
}
