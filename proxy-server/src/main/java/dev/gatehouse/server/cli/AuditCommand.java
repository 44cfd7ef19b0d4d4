package dev.gatehouse.server.cli;

import dev.gatehouse.config.GatehouseConfig;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** What happened, newest first. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the audit log, newest first.",
            "Example: gatehouse audit --kind block --limit 20"
        })
final class AuditCommand implements Callable<Integer> {
    @Mixin private Shared shared = new Shared();
    @Mixin private InRepository in = new InRepository();

    @Option(names = "--kind", description = "Such as block, publish, claim or token.")
    private Optional<String> kind = Optional.empty();

    @Option(names = "--limit", defaultValue = "50", description = "At most so many; default 50.")
    private int limit = 50;

    @Option(names = "--cursor", description = "Goes on where an earlier list ended.")
    private Optional<String> cursor = Optional.empty();

    private final Session session;

    AuditCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        GatehouseConfig config = shared.require(session.place());
        Map<String, String> query = new LinkedHashMap<>();
        query.put("limit", Integer.toString(limit));
        kind.ifPresent(k -> query.put("kind", k));
        cursor.ifPresent(c -> query.put("cursor", c));
        JsonNode list =
                ServerClient.of(session.place(), config)
                        .get(Shared.trust(config, in.name(), "npm") + "audit/", query);
        if (shared.json()) {
            session.console().json(list);
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        list.path("results").forEach(event -> rows.add(row(event)));
        session.console()
                .table(List.of("AT", "KIND", "SUBJECT", "SOURCE", "BY", "COUNT", "DETAILS"), rows);
        return 0;
    }

    private static List<String> row(JsonNode event) {
        String details =
                event.path("details").properties().stream()
                        .map(d -> d.getKey() + "=" + d.getValue().asString(""))
                        .sorted()
                        .collect(Collectors.joining(" "));
        return List.of(
                Console.time(event.path("at").asString("")),
                event.path("kind").asString(""),
                event.path("subject").asString(""),
                event.path("source").asString("-"),
                event.path("actor").asString(""),
                event.path("count").asString("1"),
                details);
    }
}
