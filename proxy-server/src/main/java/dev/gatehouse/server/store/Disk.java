package dev.gatehouse.server.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The calls on which durability rests; tests make them fail. */
interface Disk {
    /** The disk of this machine. */
    Disk REAL = new Disk() {};

    /** Writes a file, or a directory that was opened for reading, through to the device. */
    default void sync(FileChannel file) throws IOException {
        file.force(true);
    }

    /** Gives a file another name in one step, in place of what had that name. */
    default void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }
}
