package dev.gatehouse.server.cli;

import dev.gatehouse.config.discovery.Machine;
import dev.gatehouse.config.discovery.ProcessRunner;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a command runs.
 *
 * @param home of the user
 * @param processes runs the clients of this machine, to ask for their configuration
 */
public record Place(
        Path workingDirectory,
        Path home,
        Map<String, String> environment,
        ProcessRunner processes) {
    public Place {
        environment = Map.copyOf(environment);
    }

    /** A variable that is set to something. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(v -> !v.isEmpty());
    }

    /** The same, as discovery wants it. */
    Machine machine() {
        return new Machine(Path.of("/"), home, workingDirectory, environment, processes);
    }
}
