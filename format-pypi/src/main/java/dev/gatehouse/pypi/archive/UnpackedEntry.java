package dev.gatehouse.pypi.archive;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/**
 * The content of one entry, unpacked when it is first read. At its end it is what the directory
 * says of it, else reading fails. Not thread-safe.
 */
final class UnpackedEntry extends InputStream {
    private final ZipDirectory directory;
    private final ZipArchiveEntry entry;
    private final CRC32 sum = new CRC32();
    private long count;
    private @Nullable InputStream content;

    UnpackedEntry(ZipDirectory directory, ZipArchiveEntry entry) {
        this.directory = directory;
        this.entry = entry;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int got = opened().read(into, offset, length);
        if (got > 0) {
            sum.update(into, offset, got);
            count += got;
        }
        boolean ended = got < 0 && length > 0;
        if (count > entry.getSize() || (ended && !isWhole())) {
            throw new IOException(
                    "its directory and the content of '%s' do not agree"
                            .formatted(entry.getName()));
        }
        return got;
    }

    private boolean isWhole() {
        return count == entry.getSize() && sum.getValue() == entry.getCrc();
    }

    private InputStream opened() throws IOException {
        InputStream open = content;
        if (open == null) {
            open = directory.content(entry);
            content = open;
        }
        return open;
    }

    @Override
    public void close() throws IOException {
        if (content != null) {
            content.close();
        }
    }
}
