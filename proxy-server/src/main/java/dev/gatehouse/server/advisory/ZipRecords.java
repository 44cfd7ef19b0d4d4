package dev.gatehouse.server.advisory;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The files in a zip file. It is read by its directory, which stands at its end: of a file that was
 * cut nothing is read at all.
 */
record ZipRecords(Path zip) implements RecordSource {
    /** The JDK keeps the directory in memory; this is enough for a million records. */
    private static final long MOST_DIRECTORY = 128L << 20;

    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int SIZE_AT = 12;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final long IS_IN_ZIP64 = 0xFFFF_FFFFL;
    private static final int LOCATOR_BYTES = 20;
    private static final int LOCATOR_AT = 8;
    private static final int SIZE64_AT = 40;

    @Override
    public void each(Use use) throws IOException, InterruptedException {
        requireSmallDirectory();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            Iterator<? extends ZipEntry> entries = file.entries().asIterator();
            while (entries.hasNext()) {
                ZipEntry entry = entries.next();
                if (!entry.isDirectory()) {
                    take(file, entry, use);
                }
            }
        }
    }

    private static void take(ZipFile file, ZipEntry entry, Use use)
            throws IOException, InterruptedException {
        try (InputStream content = file.getInputStream(entry)) {
            if (content == null) {
                throw new ZipException(entry.getName() + " is not where the directory says");
            }
            use.take(entry.getName(), content);
        }
    }

    private void requireSmallDirectory() throws IOException {
        try (FileChannel channel = FileChannel.open(zip, StandardOpenOption.READ)) {
            long size = directorySize(channel);
            if (size > MOST_DIRECTORY || size < 0) {
                throw new ZipException(
                        "its directory has %d bytes: expected at most %d"
                                .formatted(size, MOST_DIRECTORY));
            }
        }
    }

    /** APPNOTE.TXT of the zip format, 4.3.14 to 4.3.16. */
    private static long directorySize(FileChannel channel) throws IOException {
        long from = Math.max(0, channel.size() - END_BYTES - LONGEST_COMMENT);
        ByteBuffer tail = read(channel, from, (int) (channel.size() - from));
        for (int at = tail.limit() - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END) {
                long size = Integer.toUnsignedLong(tail.getInt(at + SIZE_AT));
                return size == IS_IN_ZIP64 ? size64(channel, from + at) : size;
            }
        }
        throw new ZipException("it is no zip file, or was cut");
    }

    private static long size64(FileChannel channel, long end) throws IOException {
        ByteBuffer locator = read(channel, end - LOCATOR_BYTES, LOCATOR_BYTES);
        long at = locator.getLong(LOCATOR_AT);
        return read(channel, at + SIZE64_AT, Long.BYTES).getLong(0);
    }

    private static ByteBuffer read(FileChannel channel, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (from >= 0 && bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw new EOFException("it was cut");
            }
        }
        if (bytes.hasRemaining()) {
            throw new ZipException("its end is damaged");
        }
        return bytes.flip();
    }
}
