package dev.gatehouse.pypi.archive;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

/** The bytes of an archive. */
@FunctionalInterface
public interface ArchiveSource {
    /** A channel of the caller's own, at the first byte; the caller closes it. */
    SeekableByteChannel open() throws IOException;
}
