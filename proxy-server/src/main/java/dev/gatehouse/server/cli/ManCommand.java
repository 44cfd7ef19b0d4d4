package dev.gatehouse.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/** Prints the manual: all commands with their help. */
@Command(
        name = "man",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the manual page, for man; --markdown prints docs/guide/commands.md.",
            "Example: gatehouse man > gatehouse.1 && man ./gatehouse.1"
        })
final class ManCommand implements Callable<Integer> {
    @Option(names = "--markdown", description = "As Markdown.")
    private boolean markdown;

    @Spec private CommandSpec spec = CommandSpec.create();
    private final Session session;

    ManCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Manual manual = new Manual(spec.root());
        session.console().text(markdown ? manual.markdown() : manual.roff());
        return 0;
    }
}
