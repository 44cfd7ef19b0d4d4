package dev.gatehouse.pypi.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bounds what is read in all and in one step: an archive that unpacks to far more than it has, and
 * a header that would be kept in memory. Not thread-safe.
 */
final class Allowance extends FilterInputStream {
    /** What a packed byte may come to; deflate itself can reach 1032. */
    private static final int MOST_RATIO = 250;

    private static final long UNPACKED_ANYWAY = 64L << 20;
    private static final long MOST_UNPACKED = 4L << 30;

    private final long most;
    private long left;
    private long leftInStep = Long.MAX_VALUE;

    Allowance(InputStream in, long most) {
        super(in);
        this.most = most;
        this.left = most;
    }

    /** As much as an archive of that many bytes may hold unpacked. */
    static long unpacked(long packed) {
        return Math.min(MOST_UNPACKED, Math.max(UNPACKED_ANYWAY, MOST_RATIO * packed));
    }

    /** Begins a step, in which at most so many bytes may be read. */
    void step(long bytes) {
        leftInStep = bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
        if (count > 0) {
            left -= count;
            leftInStep -= count;
        }
        if (left < 0) {
            throw new IOException("it unpacks to more than " + most + " bytes");
        }
        if (leftInStep < 0) {
            throw new IOException("one of its headers is too long");
        }
        return count;
    }

    /** Reads, so that what is passed over counts too. */
    @Override
    public long skip(long bytes) throws IOException {
        byte[] buffer = new byte[(int) Math.max(0, Math.min(bytes, 8192))];
        return buffer.length == 0 ? 0 : Math.max(0, read(buffer, 0, buffer.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
