package dev.gatehouse.pypi.archive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/**
 * The end record of a ZIP file (APPNOTE 4.3.16). Readers look for it from the end, each in its own
 * way; here nothing may follow it, and nothing may stand between it and the directory, so that all
 * of them find the same one.
 *
 * @param directory where the central directory begins
 */
record ZipEnd(long directory, int entries) {
    private static final int LENGTH = 22;
    private static final int SIGNATURE = 0x06054b50;
    private static final int UNTOLD_SHORT = 0xffff;
    private static final long UNTOLD_INT = 0xffffffffL;

    /** A directory is read into memory. */
    private static final long MOST_DIRECTORY = 32L << 20;

    static ZipEnd read(SeekableByteChannel channel) throws IOException, BadArchiveException {
        long at = channel.size() - LENGTH;
        if (at < 0) {
            throw new BadArchiveException("it is no ZIP file");
        }
        ByteBuffer end = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(at);
        while (end.hasRemaining()) {
            if (channel.read(end) < 0) {
                throw new EOFException("the archive became shorter while it was read");
            }
        }
        return parse(end.flip(), at);
    }

    private static ZipEnd parse(ByteBuffer end, long at) throws BadArchiveException {
        boolean plain = end.getInt() == SIGNATURE && end.getInt() == 0;
        int entriesHere = Short.toUnsignedInt(end.getShort());
        int entries = Short.toUnsignedInt(end.getShort());
        long length = Integer.toUnsignedLong(end.getInt());
        long directory = Integer.toUnsignedLong(end.getInt());
        int comment = Short.toUnsignedInt(end.getShort());
        if (!plain || comment != 0) {
            throw new BadArchiveException(
                    "it does not end as a ZIP file of one part without comment does");
        }
        if (entries == UNTOLD_SHORT || length == UNTOLD_INT || directory == UNTOLD_INT) {
            throw new BadArchiveException("it is in the ZIP64 form, which is not taken here");
        }
        if (entriesHere != entries || directory + length != at || length > MOST_DIRECTORY) {
            throw new BadArchiveException("its directory is not where its end says");
        }
        return new ZipEnd(directory, entries);
    }
}
