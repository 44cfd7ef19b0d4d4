package dev.gatehouse.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A client's configuration file, and what in it points the client here. */
sealed interface ClientFile {
    Path path();

    /** What points the client here. */
    List<String> lines();

    /**
     * The file as it has to be.
     *
     * @throws CommandException if what is there cannot be kept; nothing is written then
     */
    List<String> merged(List<String> old);

    /** Lines {@code key=value} or {@code key: value}, each alone; other keys are kept. */
    record Keys(Path path, List<String> lines) implements ClientFile {
        @Override
        public List<String> merged(List<String> old) {
            List<String> text = new ArrayList<>(old);
            for (String line : lines) {
                text.removeIf(before -> key(before).equals(key(line)));
                text.add(line);
            }
            return text;
        }
    }

    /** Keys of the section {@code [global]}; everything else is kept. */
    record Global(Path path, List<String> keys) implements ClientFile {
        private static final String HEAD = "[global]";

        @Override
        public List<String> lines() {
            List<String> lines = new ArrayList<>(List.of(HEAD));
            lines.addAll(keys);
            return lines;
        }

        @Override
        public List<String> merged(List<String> old) {
            List<String> text = new ArrayList<>();
            boolean inside = false;
            boolean done = false;
            for (String line : old) {
                if (line.strip().startsWith("[")) {
                    inside = line.strip().equals(HEAD);
                }
                boolean replaced = inside && keys.stream().anyMatch(k -> key(k).equals(key(line)));
                if (!replaced) {
                    text.add(line);
                }
                if (inside && !done) {
                    text.addAll(keys);
                    done = true;
                }
            }
            if (!done) {
                text.addAll(lines());
            }
            return text;
        }
    }

    /**
     * Lines at the end of a file.
     *
     * @param clash what in the file would contradict them
     */
    record Appended(Path path, List<String> lines, Pattern clash) implements ClientFile {
        @Override
        public List<String> merged(List<String> old) {
            if (String.join("\n", old).contains(String.join("\n", lines))) {
                return old;
            }
            if (old.stream().anyMatch(line -> clash.matcher(line).find())) {
                throw refused(path);
            }
            List<String> text = new ArrayList<>(old);
            text.addAll(lines);
            return text;
        }
    }

    /**
     * A file as a whole; another one in its place is not touched.
     *
     * @param mark stands in a file that is ours to replace
     */
    record Whole(Path path, List<String> lines, String mark) implements ClientFile {
        @Override
        public List<String> merged(List<String> old) {
            if (!old.isEmpty() && old.stream().noneMatch(line -> line.contains(mark))) {
                throw refused(path);
            }
            return lines;
        }
    }

    /** Writes the file as a whole, so that nobody sees half of it. */
    default void write() throws IOException {
        Path directory = path().toAbsolutePath().resolveSibling("").normalize();
        List<String> text = merged(read(path()));
        Files.createDirectories(directory);
        Path fresh = Files.createTempFile(directory, ".gatehouse", ".new");
        try {
            Files.write(fresh, text);
            Files.move(fresh, path(), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static CommandException refused(Path path) {
        return new CommandException(
                CommandException.USAGE,
                path
                        + " has settings of its own that would contradict these and are not"
                        + " overwritten: run this without --write and put the lines in by hand");
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
