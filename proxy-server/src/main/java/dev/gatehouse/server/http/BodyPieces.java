package dev.gatehouse.server.http;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;

/** A response's body as messages for Netty, one after another. For one virtual thread. */
interface BodyPieces extends Closeable {
    /** How many bytes a piece has at most, unless it goes out without being read. */
    int SIZE = 64 << 10;

    /** The next piece, which the caller must send or release; null at the end. */
    @Nullable Object next() throws IOException, InterruptedException;

    @Override
    void close() throws IOException;
}
