package dev.gatehouse.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A client's configuration file and the lines that point it here.
 *
 * @param lines each {@code key=value} or {@code key: value}, alone on its line
 */
record ClientFile(String name, List<String> lines) {

    /** Replaces the lines of these keys, keeps all others, and writes the file as a whole. */
    Path writeIn(Path directory) throws IOException {
        Path file = directory.resolve(name);
        List<String> text = new ArrayList<>(read(file));
        for (String line : lines) {
            text.removeIf(old -> key(old).equals(key(line)));
            text.add(line);
        }
        Path fresh = Files.createTempFile(directory.toAbsolutePath(), name, ".new");
        try {
            Files.write(fresh, text);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
        return file;
    }

    private static List<String> read(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** Indented lines belong to the key above them. */
    private static String key(String line) {
        return line.startsWith(" ") ? "" : line.split("[=:]", 2)[0].strip();
    }
}
