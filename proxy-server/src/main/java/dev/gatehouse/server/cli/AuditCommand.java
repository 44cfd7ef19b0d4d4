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
            "Example: gatehouse audit --kind block --limit 20",
            "Example: gatehouse audit --verify"
        })
final class AuditCommand implements Callable<Integer> {
    @Mixin private Shared shared = new Shared();
    @Mixin private InRepository in = new InRepository();

    @Option(names = "--kind", description = "Such as block, publish, claim or token.")
    private Optional<String> kind = Optional.empty();

    @Option(names = "--subject", description = "A package, or token:NAME or user:NAME.")
    private Optional<String> subject = Optional.empty();

    @Option(names = "--source", description = "An upstream's name.")
    private Optional<String> source = Optional.empty();

    @Option(names = "--actor", description = "Who did it.")
    private Optional<String> actor = Optional.empty();

    @Option(names = "--since", description = "From that time on, such as 2030-01-31T12:00:00Z.")
    private Optional<String> since = Optional.empty();

    @Option(names = "--until", description = "Before that time.")
    private Optional<String> until = Optional.empty();

    @Option(
            names = "--verify",
            description = "Whether no entry was altered, taken out or put in; 1 if one was.")
    private boolean verify;

    @Option(names = "--export", description = "Everything, oldest first, as lines of JSON.")
    private boolean export;

    @Mixin private Paging paging = new Paging();

    @Option(names = "--cursor", description = "Goes on where an earlier list ended.")
    private Optional<String> cursor = Optional.empty();

    private final Session session;

    AuditCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        GatehouseConfig config = shared.require(session.place());
        if (verify) {
            return verified(session.server(config).get("audit/verify/", Map.of()));
        }
        if (export) {
            session.server(config).lines("audit/export/", session.console()::text);
            return 0;
        }
        String path = Shared.trust(session, config, in.name(), "npm") + "audit/";
        JsonNode list = paging.read(session.server(config), session.console(), path, query());
        if (shared.json()) {
            session.console().json(list);
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        list.path("results").forEach(event -> rows.add(row(event)));
        session.console()
                .table(List.of("AT", "KIND", "SUBJECT", "SOURCE", "BY", "COUNT", "DETAILS"), rows);
        Paging.close(session.console(), list);
        return 0;
    }

    private Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        kind.ifPresent(k -> query.put("kind", k));
        subject.ifPresent(s -> query.put("subject", s));
        source.ifPresent(s -> query.put("source", s));
        actor.ifPresent(a -> query.put("actor", a));
        since.ifPresent(t -> query.put("since", t));
        until.ifPresent(t -> query.put("until", t));
        cursor.ifPresent(c -> query.put("cursor", c));
        return query;
    }

    private int verified(JsonNode finding) {
        boolean whole = finding.path("whole").asBoolean(false);
        if (shared.json()) {
            session.console().json(finding);
        } else if (whole) {
            session.console()
                    .line(
                            "The audit log is whole: %s entries, up to %s with the hash %s."
                                    .formatted(
                                            finding.path("entries").asString("0"),
                                            finding.path("last").asString("0"),
                                            finding.path("hash").asString("")));
        } else {
            session.console()
                    .line("The audit log is broken. " + finding.path("detail").asString(""));
        }
        return whole ? 0 : CommandException.NO;
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
