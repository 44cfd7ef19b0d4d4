package dev.gatehouse.server.cli;

import dev.gatehouse.config.GatehouseConfig;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.JsonNode;

import java.util.Map;

/** Versions that were published here. */
@Command(
        name = "package",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Yanks and deletes versions that were published here.",
            "Example: gatehouse package yank pypi acme-tools 1.0.2 --reason \"loses data\""
        })
final class PackageCommand {
    private final Session session;

    PackageCommand(Session session) {
        this.session = session;
    }

    /** The version that a command is about. */
    static final class OneVersion {
        @Mixin private OnePackage of = new OnePackage();

        @Parameters(index = "2", paramLabel = "VERSION", description = "Which one.")
        private String version = "";
    }

    @Command(
            name = "yank",
            mixinStandardHelpOptions = true,
            description = {
                "Advises against a version: only who asks for exactly it still gets it.",
                "Example: gatehouse package yank npm @acme/ui 1.0.2 --reason \"use 1.0.3\""
            })
    int yank(
            @Mixin Shared shared,
            @Mixin InRepository in,
            @Mixin OneVersion one,
            @Option(
                            names = "--reason",
                            defaultValue = "",
                            description = "What its users are shown.")
                    String reason)
            throws InterruptedException {
        Map<String, Object> body = reason.isEmpty() ? Map.of() : Map.of("reason", reason);
        return change("yank", shared, in, one, body);
    }

    @Command(
            name = "unyank",
            mixinStandardHelpOptions = true,
            description = {
                "Takes a yank back.",
                "Example: gatehouse package unyank pypi acme-tools 1.0.2"
            })
    int unyank(@Mixin Shared shared, @Mixin InRepository in, @Mixin OneVersion one)
            throws InterruptedException {
        return change("unyank", shared, in, one, Map.of());
    }

    @Command(
            name = "delete",
            mixinStandardHelpOptions = true,
            description = {
                "Deletes a version. The name stays reserved, and the version's files can come",
                "back only with the same bytes.",
                "Example: gatehouse package delete pypi acme-tools 1.0.2"
            })
    int delete(@Mixin Shared shared, @Mixin InRepository in, @Mixin OneVersion one)
            throws InterruptedException {
        return change("delete", shared, in, one, Map.of());
    }

    private int change(
            String deed, Shared shared, InRepository in, OneVersion one, Map<String, Object> body)
            throws InterruptedException {
        GatehouseConfig config = shared.require(session.place());
        String path =
                Shared.name(session, config, in.name(), one.of.format(), one.of.name())
                        + "versions/"
                        + ServerClient.segment(one.version)
                        + "/"
                        + deed
                        + "/";
        JsonNode done = session.server(config).post(path, body);
        if (shared.json()) {
            session.console().json(done);
        } else {
            session.console()
                    .line(
                            "%s %s is %s now."
                                    .formatted(
                                            one.of.name(),
                                            one.version,
                                            done.path("state").asString("")));
        }
        return 0;
    }
}
