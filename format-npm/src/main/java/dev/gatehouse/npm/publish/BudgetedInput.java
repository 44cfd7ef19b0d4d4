package dev.gatehouse.npm.publish;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bounds what a publication may hold beside its attachments, all of which is read into memory. Not
 * thread-safe.
 */
final class BudgetedInput extends FilterInputStream {
    private long left;
    private boolean free;

    BudgetedInput(InputStream in, long budget) {
        super(in);
        this.left = budget;
    }

    /** Whether what is read from now on is not counted. */
    void uncounted(boolean uncounted) {
        free = uncounted;
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
        }
        if (left < 0) {
            throw new TooLargeException("the packument that was sent is too large");
        }
        return count;
    }

    /** More was sent than is taken. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException(String message) {
            super(message);
        }
    }
}
