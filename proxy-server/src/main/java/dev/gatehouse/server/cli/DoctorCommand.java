package dev.gatehouse.server.cli;

import dev.gatehouse.config.GatehouseConfig;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.concurrent.Callable;

/** Looks for what is wrong, here and at the server. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Looks for what is wrong with clients, upstreams, disk and names.",
            "Which clients of this machine point here; whether upstreams answer, accept the",
            "credentials, keep time and have their canary; disk; names at risk.",
            "Exit code 1: there is a problem.",
            "Example: gatehouse doctor"
        })
final class DoctorCommand implements Callable<Integer> {
    @Mixin private Shared shared = new Shared();
    private final Session session;

    DoctorCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        GatehouseConfig config = shared.require(session.place());
        ObjectNode answer = new JsonMapper().createObjectNode();
        ArrayNode findings = answer.putArray("findings");
        findings.add(configuration(config));
        new ClientDoctor(session.place(), config).findings().forEach(findings::add);
        if (!shared.json()) {
            findings.forEach(this::print);
        }
        JsonNode server =
                session.console()
                        .during(
                                "looking at upstreams",
                                () -> session.server(shared).slowGet("doctor/", Map.of()));
        server.path("findings").forEach(findings::add);
        boolean healthy = server.path("healthy").asBoolean(false);
        answer.put("healthy", healthy);
        if (shared.json()) {
            session.console().json(answer);
        } else {
            server.path("findings").forEach(this::print);
            session.console().line(healthy ? "No problem was found." : "There are problems.");
        }
        return healthy ? 0 : CommandException.NO;
    }

    private static JsonNode configuration(GatehouseConfig config) {
        return config.repositories().isPresent()
                ? ClientDoctor.finding(
                        "configuration",
                        "repositories",
                        "ok",
                        "declared in the file: change it there, then reload",
                        "")
                : ClientDoctor.finding(
                        "configuration",
                        "repositories",
                        "ok",
                        "managed: kept in the store, changed by API and command line",
                        "");
    }

    private void print(JsonNode finding) {
        Console console = session.console();
        String state = finding.path("state").asString("");
        console.sentence(
                "%-8s %s, %s: %s"
                        .formatted(
                                state,
                                finding.path("check").asString(""),
                                finding.path("subject").asString(""),
                                finding.path("detail").asString("")));
        String next = finding.path("next").asString("");
        if (!next.isEmpty()) {
            console.sentence("         next: " + next);
        }
    }
}
