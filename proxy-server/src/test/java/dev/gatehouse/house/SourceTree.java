package dev.gatehouse.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The Java sources of all modules, as the tests of the house rules read them. */
final class SourceTree {
    private final Path root;

    private SourceTree(Path root) {
        this.root = root;
    }

    /** Finds the repository by walking up to the directory that holds the launcher's modules. */
    static SourceTree find() {
        var directory = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(directory.resolve("proxy-server"))) {
            directory = directory.getParent();
            if (directory == null) {
                throw new IllegalStateException(
                        "no module tree above " + Path.of("").toAbsolutePath());
            }
        }
        return new SourceTree(directory);
    }

    List<Path> javaFiles() {
        return modules().stream()
                .flatMap(
                        module ->
                                List.of("src/main/java", "src/test/java").stream()
                                        .map(module::resolve))
                .filter(Files::isDirectory)
                .flatMap(sources -> filesBelow(sources).stream())
                .toList();
    }

    List<Path> modules() {
        try (var children = Files.list(root)) {
            return children.filter(child -> Files.isRegularFile(child.resolve("pom.xml")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> filesBelow(Path sources) {
        try (var files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
