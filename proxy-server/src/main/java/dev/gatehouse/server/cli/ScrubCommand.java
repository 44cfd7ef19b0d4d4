package dev.gatehouse.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import tools.jackson.databind.JsonNode;

import java.util.concurrent.Callable;

/** Lets the running server read everything again. */
@Command(
        name = "scrub",
        mixinStandardHelpOptions = true,
        description = {
            "Reads every stored file again; exit code 1 if one is damaged or missing.",
            "Example: gatehouse scrub"
        })
final class ScrubCommand implements Callable<Integer> {
    @Mixin private Shared shared = new Shared();
    private final Session session;

    ScrubCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        JsonNode answer =
                session.console()
                        .during(
                                "reading every file",
                                () -> session.server(shared).upkeep("scrub/"));
        Console console = session.console();
        if (shared.json()) {
            console.json(answer);
        } else {
            console.line("Read " + answer.path("read").asLong(0) + " files.");
            answer.path("damaged").forEach(one -> console.line("damaged: " + one.asString("")));
            answer.path("missing").forEach(one -> console.line("missing: " + one.asString("")));
        }
        boolean whole = answer.path("damaged").isEmpty() && answer.path("missing").isEmpty();
        return whole ? 0 : CommandException.NO;
    }
}
