package dev.gatehouse.server.store;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A disk whose first failed sync makes the store read-only. Thread-safe.
 *
 * @param latch what is tripped; an interrupted sync does not trip it, because its file is given up
 */
record LatchedDisk(Disk disk, StoreLatch latch) {
    void sync(FileChannel file) throws IOException {
        try {
            disk.sync(file);
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            throw latch.trip("syncing to disk", e);
        }
    }

    /** Writes a directory's entries through to the device. */
    void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            sync(channel);
        }
    }

    void rename(Path from, Path to) throws IOException {
        disk.rename(from, to);
    }
}
