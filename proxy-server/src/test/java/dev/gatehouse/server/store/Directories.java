package dev.gatehouse.server.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;

/**
 * Copies and removes whole directories in tests; a copy of an open store is what a crash leaves.
 */
final class Directories {
    private Directories() {}

    static void copy(Path from, Path to) throws IOException {
        try (var paths = Files.walk(from)) {
            paths.forEach(path -> copyOne(path, to.resolve(from.relativize(path))));
        }
    }

    static void delete(Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    static List<Path> files(Path directory) throws IOException {
        try (var paths = Files.list(directory)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** The file of that ending with the highest number that is not empty. */
    static Path newest(Path directory, String ending) throws IOException {
        return files(directory).stream()
                .filter(file -> file.toString().endsWith(ending) && file.toFile().length() > 0)
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    private static void copyOne(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
