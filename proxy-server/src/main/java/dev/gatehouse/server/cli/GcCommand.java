package dev.gatehouse.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import tools.jackson.databind.JsonNode;

import java.util.concurrent.Callable;

/** Lets the running server remove what nothing refers to any more. */
@Command(
        name = "gc",
        mixinStandardHelpOptions = true,
        description = {
            "Removes at once what nothing refers to; files younger than an hour stay.",
            "Example: gatehouse gc"
        })
final class GcCommand implements Callable<Integer> {
    @Mixin private Shared shared = new Shared();
    private final Session session;

    GcCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        JsonNode answer =
                session.console()
                        .during(
                                "looking for what is not referred to",
                                () -> session.server(shared).upkeep("gc/"));
        if (shared.json()) {
            session.console().json(answer);
        } else {
            session.console()
                    .line(
                            "Looked at %d files, removed %d."
                                    .formatted(
                                            answer.path("seen").asLong(0),
                                            answer.path("removed").asLong(0)));
        }
        return 0;
    }
}
