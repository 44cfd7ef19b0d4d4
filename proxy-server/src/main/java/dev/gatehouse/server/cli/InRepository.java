package dev.gatehouse.server.cli;

import picocli.CommandLine.Option;

import java.util.Optional;

/** The repository that a command is about. */
final class InRepository {
    @Option(
            names = "--repository",
            paramLabel = "NAME",
            description = "Default: the first that serves the format, or the only one.")
    private Optional<String> repository = Optional.empty();

    Optional<String> name() {
        return repository;
    }
}
