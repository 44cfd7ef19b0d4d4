package dev.gatehouse.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import tools.jackson.databind.JsonNode;

import java.util.Map;
import java.util.concurrent.Callable;

/** Writes managed repositories as a file declares them. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the managed repositories as gatehouse.yaml declares them, without secrets.",
            "Example: gatehouse export >> gatehouse.yaml"
        })
final class ExportCommand implements Callable<Integer> {
    @Mixin private Shared shared = new Shared();
    private final Session session;

    ExportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        JsonNode answer = session.server(shared).get("export/", Map.of());
        if (shared.json()) {
            session.console().json(answer);
        } else {
            session.console().text(answer.path("configuration").asString(""));
        }
        return 0;
    }
}
