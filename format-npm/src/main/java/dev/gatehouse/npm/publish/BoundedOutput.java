package dev.gatehouse.npm.publish;

import dev.gatehouse.core.format.BoundedInput;

import java.io.IOException;
import java.io.OutputStream;

/** Lets only so many bytes through. Not thread-safe. */
final class BoundedOutput extends OutputStream {
    private final OutputStream out;
    private final long most;
    private long written;

    BoundedOutput(OutputStream out, long most) {
        this.out = out;
        this.most = most;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        written += length;
        if (written > most) {
            throw new BoundedInput.TooLargeException(
                    "a file of more than " + most + " bytes cannot be published here");
        }
        out.write(bytes, offset, length);
    }
}
