package dev.gatehouse.core.http;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Content that is made while it is sent, and may never end. For one reader, who asks for the next
 * piece when the client has taken the ones before, and closes it in the end.
 */
public interface LiveContent extends Closeable {
    /**
     * The next piece, which never changes; waits for it at most some seconds, so that a client that
     * went away is noticed. Empty at the end.
     *
     * @throws IOException when there will be no proper end: the connection must be reset
     */
    Optional<ByteBuffer> next() throws IOException, InterruptedException;

    @Override
    void close();
}
