package dev.gatehouse.core.http;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * A file that is read while it is written. The last bytes are released only after the whole was
 * verified and committed, so that a reader that saw the end saw right bytes. Any number of readers.
 */
public interface GrowingContent {
    /**
     * Opens the bytes for one reader, who closes the channel. Bytes below a position that {@link
     * #await} returned never change; bytes beyond it must not be used.
     */
    FileChannel open() throws IOException;

    /**
     * Waits until more than {@code position} bytes may be read.
     *
     * @return how many bytes may be read now; equal to {@code position} only when all of it was
     *     read
     * @throws IOException when the content will never be complete: the connection must be reset
     */
    long await(long position) throws IOException, InterruptedException;
}
