package dev.gatehouse.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import tools.jackson.databind.JsonNode;

import java.util.Map;
import java.util.concurrent.Callable;

/** Lets the running server read its configuration anew. */
@Command(
        name = "reload",
        mixinStandardHelpOptions = true,
        description = {
            "Lets the running server take its configuration as it is written now.",
            "A wrong one changes nothing.",
            "Example: gatehouse check && gatehouse reload"
        })
final class ReloadCommand implements Callable<Integer> {
    @Mixin private Shared shared = new Shared();
    private final Session session;

    ReloadCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        JsonNode answer = session.server(shared).post("reload/", Map.of());
        Console console = session.console();
        if (shared.json()) {
            console.json(answer);
            return 0;
        }
        answer.path("warnings").forEach(warning -> console.note(warning.asString("")));
        console.line(
                "The configuration of "
                        + answer.path("file").asString("")
                        + " is in force for the next request.");
        answer.path("needs_restart")
                .forEach(key -> console.line("Only a restart changes " + key.asString("") + "."));
        return 0;
    }
}
