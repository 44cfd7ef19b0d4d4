package dev.gatehouse.npm.publish;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bounds what is read in all, and in one step: what a publication holds beside its attachments, and
 * what an archive unpacks to. Not thread-safe.
 */
final class BudgetedInput extends FilterInputStream {
    private long left;
    private long leftInStep = Long.MAX_VALUE;
    private boolean free;

    BudgetedInput(InputStream in, long budget) {
        super(in);
        this.left = budget;
    }

    /** Whether what is read from now on is not counted. */
    void uncounted(boolean uncounted) {
        free = uncounted;
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
        if (count > 0 && !free) {
            left -= count;
            leftInStep -= count;
        }
        if (left < 0) {
            throw new TooLargeException("the packument that was sent is too large");
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

    /** More was sent than is taken. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException(String message) {
            super(message);
        }
    }
}
