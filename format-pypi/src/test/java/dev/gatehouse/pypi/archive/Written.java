package dev.gatehouse.pypi.archive;

import dev.gatehouse.core.format.StoredBytes;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Archives as files. */
final class Written {
    private Written() {}

    static StoredBytes to(Path directory, byte[] bytes) throws IOException {
        Path file = Files.write(Files.createTempFile(directory, "archive", ""), bytes);
        return () -> FileChannel.open(file);
    }
}
