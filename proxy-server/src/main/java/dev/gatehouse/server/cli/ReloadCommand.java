package dev.gatehouse.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
            "Example: gatehouse reload --dry-run && gatehouse reload"
        })
final class ReloadCommand implements Callable<Integer> {
    @Mixin private Shared shared = new Shared();

    @Option(names = "--dry-run", description = "Prints what would change, and changes nothing.")
    private boolean dry;

    private final Session session;

    ReloadCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        String query = dry ? "?dry_run=true" : "";
        JsonNode answer = session.server(shared).post("reload/" + query, Map.of());
        Console console = session.console();
        if (shared.json()) {
            console.json(answer);
            return 0;
        }
        answer.path("warnings").forEach(warning -> console.note(warning.asString("")));
        answer.path("changes").forEach(change -> console.line("  " + change.asString("")));
        String file = answer.path("file").asString("");
        if (!dry) {
            console.line("The configuration of " + file + " is in force for the next request.");
        } else if (answer.path("changes").isEmpty()) {
            console.line("The configuration of " + file + " would change nothing.");
        } else {
            console.line("This is what `gatehouse reload` would change; nothing is changed yet.");
        }
        answer.path("needs_restart")
                .forEach(key -> console.line("Only a restart changes " + key.asString("") + "."));
        return 0;
    }
}
