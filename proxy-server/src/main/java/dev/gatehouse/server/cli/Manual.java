package dev.gatehouse.server.cli;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

import java.util.ArrayList;
import java.util.List;

/** All commands with their help, from the model of the command line. Pure. */
final class Manual {
    private final CommandSpec root;

    Manual(CommandSpec root) {
        this.root = root;
    }

    /** For {@code docs/guide/commands.md}. */
    String markdown() {
        StringBuilder text =
                new StringBuilder(
                        """
                        # Commands

                        Made by `gatehouse man --markdown`; a test checks that it is current. With `--json` a command prints
                        one JSON document, whose fields are only ever added to. Exit codes: 0 ok, 1 the answer is no, 2 usage
                        or configuration, 3 server unreachable.
                        """);
        for (CommandSpec command : all(root)) {
            text.append("\n## ").append(command.qualifiedName()).append("\n\n```\n");
            text.append(usage(command)).append("```\n");
        }
        return text.toString();
    }

    /** For {@code man}. */
    String roff() {
        StringBuilder text =
                new StringBuilder(
                        """
                        .TH GATEHOUSE 1
                        .SH NAME
                        gatehouse \\- a package proxy that keeps your names yours
                        """);
        for (CommandSpec command : all(root)) {
            text.append(".SH ").append(escaped(command.qualifiedName())).append("\n.nf\n");
            usage(command).lines().forEach(line -> text.append(escaped(line)).append('\n'));
            text.append(".fi\n");
        }
        return text.toString();
    }

    private static String usage(CommandSpec command) {
        command.usageMessage().width(Layout.WIDTH);
        StringBuilder text = new StringBuilder();
        command.commandLine()
                .getUsageMessage(Ansi.OFF)
                .lines()
                .forEach(line -> text.append(line.stripTrailing()).append('\n'));
        return text.toString();
    }

    /** A line that begins with a point or a quote would be a request to roff. */
    private static String escaped(String line) {
        String text = line.replace("\\", "\\e").replace("-", "\\-");
        return text.startsWith(".") || text.startsWith("'") ? "\\&" + text : text;
    }

    /** The command and all below it, each once, in the order of the help. */
    static List<CommandSpec> all(CommandSpec command) {
        List<CommandSpec> all = new ArrayList<>();
        all.add(command);
        for (CommandLine below : command.subcommands().values()) {
            all.addAll(all(below.getCommandSpec()));
        }
        return all;
    }
}
