package dev.gatehouse.config.discovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of other programs, which may be anything. */
final class TextFile {
    private static final int MOST_BYTES = 1 << 20;

    private TextFile() {}

    /** The text; empty if it is not there, too large, or cannot be read. */
    static String read(Path path) {
        try {
            return Files.isRegularFile(path) && Files.size(path) <= MOST_BYTES
                    ? Files.readString(path, StandardCharsets.UTF_8)
                    : "";
        } catch (IOException e) {
            return "";
        }
    }
}
