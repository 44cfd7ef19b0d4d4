package dev.gatehouse.server.cli;

import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.load.LoadResult;
import dev.gatehouse.config.report.Problems;
import dev.gatehouse.server.policy.PackageNames;
import dev.gatehouse.server.policy.PolicyFiles;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.nio.file.Path;
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
    private final PackageNames names;

    CheckCommand(Session session, PackageNames names) {
        this.session = session;
        this.names = names;
    }

    @Override
    public Integer call() {
        LoadResult result = new Settings(session.place()).load(shared.config(), Map.of());
        result.problems().all().forEach(p -> session.console().note(p.toString()));
        return switch (result) {
            case LoadResult.Loaded loaded -> {
                session.console().text(loaded.effective());
                yield policies(loaded.config());
            }
            case LoadResult.Rejected rejected -> {
                session.console()
                        .note(rejected.problems().errors().size() + " errors: it cannot be used");
                yield CommandException.USAGE;
            }
        };
    }

    /** What declares policies belongs to it; modules in Rego are compiled by a server only. */
    private int policies(GatehouseConfig config) {
        Problems problems = new Problems();
        config.policies().ifPresent(directory -> read(directory, problems));
        problems.all().forEach(p -> session.console().note(p.toString()));
        return problems.hasErrors() ? CommandException.USAGE : 0;
    }

    private void read(Path directory, Problems problems) {
        var _ = new PolicyFiles(names).read(directory, problems);
    }
}
