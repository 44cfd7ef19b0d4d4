package dev.gatehouse.server.cli;

import dev.gatehouse.config.FormatName;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the names of packages in a directory. Where a file does not tell its whole name, as an npm
 * archive without its scope, nothing is guessed: a wrong name would be given away.
 */
final class CacheDirectory {
    private static final int DEEPEST = 40;
    private static final String ORIGINS = "_remote.repositories";
    private static final Pattern WHEEL =
            Pattern.compile("([^-]+)-[^-]+(-[^-]+)?-[^-]+-[^-]+-[^-]+\\.whl");
    private static final Pattern ARCHIVE =
            Pattern.compile(
                    "([A-Za-z0-9._]+(?:-[A-Za-z][A-Za-z0-9._]*)*)-\\d[^-]*\\.(tar\\.gz|zip)");

    private final Path directory;
    private final String origin;

    /**
     * A directory.
     *
     * @param origin the id of the repository from which Maven's files must have come
     */
    CacheDirectory(Path directory, String origin) {
        this.directory = directory;
        this.origin = origin;
    }

    /** Names, and how many files told none. */
    record Found(NavigableSet<String> names, long notUnderstood) {}

    Found names(FormatName format) throws IOException {
        NavigableSet<String> names = new TreeSet<>();
        long unclear = 0;
        try (Stream<Path> files = Files.walk(directory, DEEPEST)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                if (!isPackage(format, String.valueOf(file.getFileName()))) {
                    continue;
                }
                Optional<String> name = name(format, file);
                name.ifPresent(names::add);
                unclear += name.isEmpty() ? 1 : 0;
            }
        }
        return new Found(names, unclear);
    }

    private static boolean isPackage(FormatName format, String file) {
        return switch (format) {
            case NPM -> file.endsWith(".tgz");
            case PYPI -> file.endsWith(".whl") || file.endsWith(".tar.gz") || file.endsWith(".zip");
            case MAVEN -> file.equals(ORIGINS);
        };
    }

    private Optional<String> name(FormatName format, Path file) throws IOException {
        Path path = directory.relativize(file);
        return switch (format) {
            case NPM -> npm(path);
            case PYPI -> python(String.valueOf(path.getFileName()));
            case MAVEN -> maven(file, path);
        };
    }

    private static Optional<String> npm(Path path) {
        int depth = path.getNameCount();
        if (depth < 2) {
            return Optional.empty();
        }
        String name = path.getName(depth - 2).toString();
        if (!path.getFileName().toString().startsWith(name + "-")) {
            return Optional.empty();
        }
        String above = depth > 2 ? path.getName(depth - 3).toString() : "";
        return Optional.of(above.startsWith("@") ? above + "/" + name : name);
    }

    private static Optional<String> python(String file) {
        Matcher wheel = WHEEL.matcher(file);
        Matcher archive = ARCHIVE.matcher(file);
        return wheel.matches()
                ? Optional.of(String.valueOf(wheel.group(1)))
                : archive.matches()
                        ? Optional.of(String.valueOf(archive.group(1)))
                        : Optional.empty();
    }

    /** {@code a/b/c/1.0/_remote.repositories} tells where the files beside it came from. */
    private Optional<String> maven(Path file, Path path) throws IOException {
        int depth = path.getNameCount();
        boolean came =
                Files.readString(file, StandardCharsets.UTF_8)
                        .lines()
                        .anyMatch(line -> line.contains(">" + origin + "="));
        if (depth < 4 || !came) {
            return Optional.empty();
        }
        StringBuilder group = new StringBuilder();
        for (int part = 0; part < depth - 3; part++) {
            group.append(part == 0 ? "" : ".").append(path.getName(part));
        }
        return Optional.of(group + ":" + path.getName(depth - 3));
    }
}
