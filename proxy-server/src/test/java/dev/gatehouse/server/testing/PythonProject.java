package dev.gatehouse.server.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A project of somebody who uses packages: a {@code pyproject.toml} and an environment. */
public record PythonProject(Path directory) {

    /** A new one that wants these. */
    public static PythonProject wanting(Path parent, String... requirements) throws IOException {
        Path directory = Files.createTempDirectory(parent, "project");
        String dependencies =
                Stream.of(requirements)
                        .map(r -> '"' + r + '"')
                        .collect(Collectors.joining(", ", "[", "]"));
        Files.writeString(
                directory.resolve("pyproject.toml"),
                """
                [project]
                name = "user"
                version = "1"
                requires-python = ">=3.9"
                dependencies = %s

                [tool.poetry]
                package-mode = false
                """
                        .formatted(dependencies));
        return new PythonProject(directory);
    }

    /** The module of a package, as it was installed. */
    public String installed(String module) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve(".venv"))) {
            List<Path> found =
                    files.filter(f -> f.getFileName().toString().equals(module + ".py")).toList();
            return Files.readString(found.getFirst());
        }
    }

    /** Has nothing installed any more; what it locked stays. */
    public void forgetEnvironment() throws IOException {
        Path elsewhere = Files.createTempDirectory(directory.resolveSibling("."), "venv");
        Files.move(directory.resolve(".venv"), elsewhere.resolve("old"));
    }

    /** Removes the links of environments below a directory: JUnit warns of each that leads out. */
    public static void forgetLinks(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }
}
