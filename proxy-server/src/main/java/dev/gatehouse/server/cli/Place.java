package dev.gatehouse.server.cli;

import dev.gatehouse.config.discovery.Machine;
import dev.gatehouse.config.discovery.ProcessRunner;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a command runs.
 *
 * @param home of the user, as {@code HOME} says
 * @param javaHome as programs in Java see it (Maven, Gradle): that of the account, whatever {@code
 *     HOME} says
 * @param processes runs the clients of this machine, to ask for their configuration
 */
public record Place(
        Path workingDirectory,
        Path home,
        Path javaHome,
        Map<String, String> environment,
        ProcessRunner processes) {
    public Place {
        environment = Map.copyOf(environment);
    }

    /** A variable that is set to something. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(v -> !v.isEmpty());
    }

    /** Where clients such as pip and uv have the files of the user. */
    Path configurationHome() {
        return machine().configurationHome();
    }

    /** Where Gradle has its files: by its manual in {@code GRADLE_USER_HOME}. */
    Path gradleHome() {
        return variable("GRADLE_USER_HOME")
                .map(Path::of)
                .orElseGet(() -> javaHome.resolve(".gradle"));
    }

    /** The same, as discovery wants it. */
    Machine machine() {
        return new Machine(Path.of("/"), home, javaHome, workingDirectory, environment, processes);
    }
}
