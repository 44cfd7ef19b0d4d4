package dev.gatehouse.server.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Webhooks of a running server. */
@Command(
        name = "webhook",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Shows how it stands with webhooks, tests them, and sends dead letters again.",
            "Which there are stands in the configuration file, below webhooks.",
            "Example: gatehouse webhook list"
        })
final class WebhookCommand {
    private final Session session;

    WebhookCommand(Session session) {
        this.session = session;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = {
                "Lists webhooks: what they are told, and what waits for them.",
                "Example: gatehouse webhook list"
            })
    int list(@Mixin Shared shared) throws InterruptedException {
        JsonNode list = session.server(shared).get("webhooks/", Map.of());
        if (shared.json()) {
            session.console().json(list);
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        list.path("results").forEach(hook -> rows.add(row(hook)));
        session.console()
                .table(
                        List.of("NAME", "TO", "STATE", "LAST SUCCESS", "WAIT", "DEAD", "EVENTS"),
                        rows);
        return 0;
    }

    private static List<String> row(JsonNode hook) {
        String events =
                hook.path("events")
                        .valueStream()
                        .map(JsonNode::asString)
                        .collect(Collectors.joining(","));
        return List.of(
                hook.path("name").asString(""),
                hook.path("origin").asString(""),
                hook.path("state").asString(""),
                Console.time(hook.path("last_success_at").asString("never")),
                hook.path("pending").asString("0"),
                hook.path("dead").asString("0"),
                events);
    }

    @Command(
            name = "test",
            mixinStandardHelpOptions = true,
            description = {
                "Sends a ping; 1 if it was not taken.",
                "Example: gatehouse webhook test security"
            })
    int test(
            @Mixin Shared shared,
            @Parameters(paramLabel = "NAME", description = "The webhook.") String name)
            throws InterruptedException {
        JsonNode tested = session.server(shared).post(path(name) + "test/", Map.of());
        boolean taken = tested.path("delivered").asBoolean(false);
        if (shared.json()) {
            session.console().json(tested);
        } else {
            session.console()
                    .line(
                            "The ping %s was %s: %s."
                                    .formatted(
                                            tested.path("id").asString(""),
                                            taken ? "taken" : "not taken",
                                            tested.path("detail").asString("")));
        }
        return taken ? 0 : CommandException.NO;
    }

    @Command(
            name = "dead",
            mixinStandardHelpOptions = true,
            description = {
                "Lists deliveries that were given up, the oldest first.",
                "Example: gatehouse webhook dead security"
            })
    int dead(
            @Mixin Shared shared,
            @Parameters(paramLabel = "NAME", description = "The webhook.") String name,
            @Option(
                            names = "--limit",
                            defaultValue = "50",
                            description = "At most so many; default 50.")
                    int limit,
            @Option(names = "--cursor", description = "Goes on where an earlier list ended.")
                    Optional<String> cursor)
            throws InterruptedException {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("limit", Integer.toString(limit));
        cursor.ifPresent(c -> query.put("cursor", c));
        JsonNode list = session.server(shared).get(path(name) + "dead/", query);
        if (shared.json()) {
            session.console().json(list);
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        list.path("results").forEach(letter -> rows.add(letter(letter)));
        session.console()
                .table(List.of("ID", "EVENT", "MADE", "GIVEN UP", "TRIES", "TROUBLE"), rows);
        return 0;
    }

    private static List<String> letter(JsonNode letter) {
        return List.of(
                letter.path("id").asString(""),
                letter.path("event").asString(""),
                Console.time(letter.path("created_at").asString("")),
                Console.time(letter.path("given_up_at").asString("")),
                letter.path("attempts").asString("0"),
                letter.path("trouble").asString("-"));
    }

    @Command(
            name = "redeliver",
            mixinStandardHelpOptions = true,
            description = {
                "Sends dead letters again, with the ids that they had.",
                "Example: gatehouse webhook redeliver security"
            })
    int redeliver(
            @Mixin Shared shared,
            @Parameters(paramLabel = "NAME", description = "The webhook.") String name,
            @Parameters(paramLabel = "ID", arity = "0..1", description = "One of them; else all.")
                    @Nullable String id)
            throws InterruptedException {
        return clear(shared, name, id, "redeliver");
    }

    @Command(
            name = "drop",
            mixinStandardHelpOptions = true,
            description = {
                "Forgets dead letters.",
                "Example: gatehouse webhook drop security 01JC0V3Z5X8QK2M4N6P8R0T2W4"
            })
    int drop(
            @Mixin Shared shared,
            @Parameters(paramLabel = "NAME", description = "The webhook.") String name,
            @Parameters(paramLabel = "ID", arity = "0..1", description = "One of them; else all.")
                    @Nullable String id)
            throws InterruptedException {
        return clear(shared, name, id, "drop");
    }

    private int clear(Shared shared, String name, @Nullable String id, String what)
            throws InterruptedException {
        Map<String, Object> body = id == null ? Map.of() : Map.of("id", id);
        JsonNode done = session.server(shared).post(path(name) + what + "/", body);
        if (shared.json()) {
            session.console().json(done);
        } else {
            session.console()
                    .line(
                            "%s dead letters of %s: %s."
                                    .formatted(
                                            done.path("count").asString("0"),
                                            name,
                                            what.equals("drop") ? "forgotten" : "sent again"));
        }
        return 0;
    }

    private static String path(String name) {
        return "webhooks/" + ServerClient.segment(name) + "/";
    }
}
