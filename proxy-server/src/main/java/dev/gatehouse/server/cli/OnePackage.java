package dev.gatehouse.server.cli;

import picocli.CommandLine.Parameters;

/** The package that a command is about. */
final class OnePackage {
    @Parameters(
            index = "0",
            paramLabel = "FORMAT",
            completionCandidates = Choices.Formats.class,
            description = "npm, pypi or maven.")
    private String format = "";

    @Parameters(index = "1", paramLabel = "PACKAGE", description = "The full name.")
    private String name = "";

    String format() {
        return format;
    }

    String name() {
        return name;
    }
}
