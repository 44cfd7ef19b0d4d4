package dev.gatehouse.server.cli;

import dev.gatehouse.config.load.LoadResult;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.Map;
import java.util.concurrent.Callable;

/** Reads the configuration and says what is wrong with it. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Checks the configuration and prints what is in force, secrets masked.",
            "Example: gatehouse check --config /etc/gatehouse/gatehouse.yaml"
        })
final class CheckCommand implements Callable<Integer> {
    @Mixin private Shared shared = new Shared();
    private final Session session;

    CheckCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        LoadResult result = new Settings(session.place()).load(shared.config(), Map.of());
        result.problems().all().forEach(p -> session.console().note(p.toString()));
        return switch (result) {
            case LoadResult.Loaded loaded -> {
                session.console().text(loaded.effective());
                yield 0;
            }
            case LoadResult.Rejected rejected -> {
                session.console()
                        .note(rejected.problems().errors().size() + " errors: it cannot be used");
                yield CommandException.USAGE;
            }
        };
    }
}
