package dev.gatehouse.core.format;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bounds what is read in all, and in one step: what a publication holds beside its files, what an
 * archive unpacks to, a header of it that would be kept in memory. Not thread-safe.
 */
public final class BoundedInput extends FilterInputStream {
    /** What a packed byte may come to; deflate itself can reach 1032. */
    private static final int MOST_RATIO = 250;

    private static final long UNPACKED_ANYWAY = 64L << 20;
    private static final long MOST_UNPACKED = 4L << 30;
    private static final int STEP = 8192;

    private final String excess;
    private long left;
    private long leftInStep = Long.MAX_VALUE;
    private boolean free;

    /**
     * The same stream with a bound.
     *
     * @param most how many bytes may be read
     * @param excess what a {@link TooLargeException} says when there are more
     */
    public BoundedInput(InputStream in, long most, String excess) {
        super(in);
        this.left = most;
        this.excess = excess;
    }

    /** What is in an archive of that many bytes: an unbelievable amount is refused. */
    public static BoundedInput unpacked(InputStream in, long packed) {
        long most = mostUnpacked(packed);
        return new BoundedInput(in, most, "unpacks to more than " + most + " bytes");
    }

    /** How many bytes an archive of that many may hold unpacked. */
    public static long mostUnpacked(long packed) {
        return Math.min(MOST_UNPACKED, Math.max(UNPACKED_ANYWAY, MOST_RATIO * packed));
    }

    /** Whether what is read from now on is not counted. */
    public void uncounted(boolean uncounted) {
        free = uncounted;
    }

    /** Begins a step, in which at most so many bytes may be read. */
    public void step(long bytes) {
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
        if (count > 0 && !free) {
            left -= count;
            leftInStep -= count;
        }
        if (left < 0) {
            throw new TooLargeException(excess);
        }
        if (leftInStep < 0) {
            throw new IOException("one of its headers is too long");
        }
        return count;
    }

    /** Reads, so that what is passed over counts too. */
    @Override
    public long skip(long bytes) throws IOException {
        byte[] buffer = new byte[(int) Math.max(0, Math.min(bytes, STEP))];
        return buffer.length == 0 ? 0 : Math.max(0, read(buffer, 0, buffer.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Reads to the end; whether there were only zeros, as behind the end of a tar archive. */
    public boolean endsInZeros() throws IOException {
        byte[] buffer = new byte[STEP];
        int any = 0;
        for (int count = read(buffer); count >= 0; count = read(buffer)) {
            for (int i = 0; i < count; i++) {
                any |= buffer[i];
            }
        }
        return any == 0;
    }

    /** There is more than is taken. */
    public static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        public TooLargeException(String message) {
            super(message);
        }
    }
}
