package dev.gatehouse.server.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Completions for fish, which picocli does not write. Pure. */
final class FishCompletion {
    private final List<String> lines = new ArrayList<>();

    private FishCompletion() {}

    static String of(CommandSpec root) {
        FishCompletion completion = new FishCompletion();
        completion.lines.add("# fish completion for gatehouse");
        completion.lines.add("complete -c gatehouse -f");
        completion.add(root, List.of());
        return String.join("\n", completion.lines) + "\n";
    }

    private void add(CommandSpec command, List<String> path) {
        String here = path.isEmpty() ? "__fish_use_subcommand" : seen(path);
        for (CommandLine below : command.subcommands().values()) {
            CommandSpec spec = below.getCommandSpec();
            String condition = path.isEmpty() ? here : here + notSeen(command);
            lines.add(
                    "complete -c gatehouse -n %s -a %s -d %s"
                            .formatted(quoted(condition), spec.name(), quoted(first(spec))));
            List<String> deeper = new ArrayList<>(path);
            deeper.add(spec.name());
            add(spec, deeper);
        }
        for (OptionSpec option : command.options()) {
            lines.add(option(here, option));
        }
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            if (parameter.completionCandidates() != null) {
                lines.add(
                        "complete -c gatehouse -n %s -a %s"
                                .formatted(quoted(here), quoted(words(parameter))));
            }
        }
    }

    private static String option(String condition, OptionSpec option) {
        StringBuilder line =
                new StringBuilder("complete -c gatehouse -n ").append(quoted(condition));
        for (String name : option.names()) {
            line.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceAll("^-+", ""));
        }
        if (option.arity().max() > 0) {
            line.append(" -r");
        }
        if (option.completionCandidates() != null) {
            line.append(" -a ").append(quoted(words(option)));
        }
        String text = option.description().length == 0 ? "" : option.description()[0];
        return line.append(" -d ").append(quoted(text)).toString();
    }

    private static String words(ArgSpec argument) {
        return String.join(" ", argument.completionCandidates());
    }

    private static String seen(List<String> path) {
        return path.stream()
                .map(name -> "__fish_seen_subcommand_from " + name)
                .collect(Collectors.joining("; and "));
    }

    private static String notSeen(CommandSpec command) {
        return "; and not __fish_seen_subcommand_from "
                + String.join(" ", command.subcommands().keySet());
    }

    private static String first(CommandSpec command) {
        String[] description = command.usageMessage().description();
        return description.length == 0 ? "" : description[0];
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
