package dev.gatehouse.config.discovery;

import java.nio.file.Path;
import java.util.Map;

/**
 * The machine whose clients are asked.
 *
 * @param root of its file system
 * @param home of the user
 */
public record Machine(
        Path root,
        Path home,
        Path workingDirectory,
        Map<String, String> environment,
        ProcessRunner processes) {}
