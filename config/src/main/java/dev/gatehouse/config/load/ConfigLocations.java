package dev.gatehouse.config.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a configuration file is looked for.
 *
 * @param workingDirectory first
 * @param systemDirectory second
 */
public record ConfigLocations(Path workingDirectory, Path systemDirectory) {
    /** The name of the file in any of the directories. */
    public static final String FILE = "gatehouse.yaml";

    private static final Path SYSTEM = Path.of("/etc/gatehouse");

    /** The usual places. */
    public static ConfigLocations from(Path workingDirectory) {
        return new ConfigLocations(workingDirectory, SYSTEM);
    }

    /**
     * The file to read.
     *
     * @param named by the operator: it is taken even if it is not there
     */
    public Optional<Path> find(Optional<Path> named) {
        return named.map(workingDirectory::resolve)
                .or(
                        () ->
                                Stream.of(workingDirectory, systemDirectory)
                                        .map(directory -> directory.resolve(FILE))
                                        .filter(Files::exists)
                                        .findFirst());
    }
}
