package dev.gatehouse.config.discovery;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks a program of this machine. */
@FunctionalInterface
public interface ProcessRunner {
    /**
     * What the program printed, without surrounding white space; empty if there is no such program,
     * it failed, or it took too long.
     *
     * @param environment all variables of the program, none is inherited
     */
    Optional<String> run(List<String> command, Path directory, Map<String, String> environment)
            throws InterruptedException;
}
