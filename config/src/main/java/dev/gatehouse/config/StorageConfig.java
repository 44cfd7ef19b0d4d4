package dev.gatehouse.config;

import java.nio.file.Path;

/**
 * Where everything that must survive a restart is kept.
 *
 * @param directory relative to the configuration file's directory (without a file, to the working
 *     directory)
 */
public record StorageConfig(Path directory) {
    /** Beside the configuration file. */
    public static final StorageConfig DEFAULTS = new StorageConfig(Path.of("data"));
}
