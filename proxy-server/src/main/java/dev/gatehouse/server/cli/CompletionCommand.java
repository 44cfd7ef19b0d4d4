package dev.gatehouse.server.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/** Prints what makes a shell complete commands and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a completion script for bash, zsh or fish.",
            "Example: source <(gatehouse completion bash)"
        })
final class CompletionCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "SHELL",
            completionCandidates = Choices.Shells.class,
            description = "bash, zsh or fish.")
    private String shell = "";

    @Spec private CommandSpec spec = CommandSpec.create();
    private final Session session;

    CompletionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        session.console()
                .text(
                        switch (shell) {
                            // one script for both: it switches on zsh's emulation of bash by itself
                            case "bash", "zsh" -> AutoComplete.bash("gatehouse", root);
                            case "fish" -> FishCompletion.of(spec.root());
                            default ->
                                    throw new CommandException(
                                            CommandException.USAGE,
                                            "'" + shell + "': expected bash, zsh or fish");
                        });
        return 0;
    }
}
