package dev.gatehouse.config.discovery;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The machine whose clients are asked.
 *
 * @param root of its file system
 * @param home of the user, as {@code HOME} says
 * @param javaHome as programs in Java see it (Maven, Gradle): that of the account, whatever {@code
 *     HOME} says
 */
public record Machine(
        Path root,
        Path home,
        Path javaHome,
        Path workingDirectory,
        Map<String, String> environment,
        ProcessRunner processes) {
    /**
     * Where clients such as pip and uv have the files of the user, by the XDG Base Directory
     * Specification.
     */
    public Path configurationHome() {
        return Optional.ofNullable(environment.get("XDG_CONFIG_HOME"))
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> home.resolve(".config"));
    }
}
