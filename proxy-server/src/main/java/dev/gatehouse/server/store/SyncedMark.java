package dev.gatehouse.server.store;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.zip.CRC32;

/**
 * A small file beside the database that says how far it was synced. A log that was cut looks like
 * one that a crash ended; if it ends before the mark, acknowledged records are gone.
 *
 * <p>The mark is written after the sync and not synced itself: a killed process leaves it exact, a
 * power failure may leave an older one, or none, but never one that is ahead. For one thread.
 */
final class SyncedMark implements Closeable {
    private static final Logger log = LoggerFactory.getLogger(SyncedMark.class);
    private static final int LENGTH = 2 * Long.BYTES;

    private final FileChannel file;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(LENGTH);

    SyncedMark(Path path) throws IOException {
        file = PrivateFiles.openOrCreateFile(path);
    }

    /** The mark that was left; empty if there is none that can be read. */
    OptionalLong read() throws IOException {
        buffer.clear();
        int length = file.read(buffer, 0);
        if (length < LENGTH) {
            return OptionalLong.empty();
        }
        long sequence = buffer.getLong(0);
        return buffer.getLong(Long.BYTES) == check(sequence)
                ? OptionalLong.of(sequence)
                : OptionalLong.empty();
    }

    void write(long sequence) {
        buffer.clear();
        buffer.putLong(sequence).putLong(check(sequence)).flip();
        try {
            file.write(buffer, 0);
        } catch (IOException e) {
            log.warn("the mark of what was synced cannot be written: {}", e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static long check(long sequence) {
        CRC32 crc = new CRC32();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, sequence));
        return crc.getValue();
    }
}
