package dev.gatehouse.core.format;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

/** All bytes of a file that is kept here. */
@FunctionalInterface
public interface StoredBytes {
    /** A channel of the caller's own, at the first byte; the caller closes it. */
    SeekableByteChannel open() throws IOException;
}
