package dev.gatehouse.server.cli;

import dev.gatehouse.config.DurationText;
import dev.gatehouse.server.policy.PackageNames;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Policies of a running server, and files of them. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Shows, applies and tries policies, and shows what they decided.",
            "Example: gatehouse policy apply policies"
        })
final class PolicyCommand {
    private final Session session;
    private final InstantSource clock;

    private PolicyCommand(Session session, InstantSource clock) {
        this.session = session;
        this.clock = clock;
    }

    /** The command with all below it. */
    static CommandLine of(Session session, PackageNames names, InstantSource clock) {
        CommandLine line = new CommandLine(new PolicyCommand(session, clock));
        PolicyFileCommands.addTo(line, session, names);
        ExemptionCommands.addTo(line, session, clock);
        return line;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = {
                "Lists policies in the order in which they are asked.",
                "Example: gatehouse policy list"
            })
    int list(@Mixin Shared shared) throws InterruptedException {
        List<JsonNode> all = ServedPolicies.of(session, shared).all();
        if (shared.json()) {
            session.console().json(results(all));
            return 0;
        }
        List<List<String>> rows = all.stream().map(PolicyCommand::row).toList();
        session.console()
                .table(List.of("NAME", "RULE", "PRECEDENCE", "STATE", "ACTIONS", "ID"), rows);
        return 0;
    }

    private static JsonNode results(List<JsonNode> all) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        ArrayNode results = whole.putArray("results");
        all.forEach(results::add);
        return whole;
    }

    private static List<String> row(JsonNode policy) {
        List<String> actions = new ArrayList<>();
        policy.path("actions").forEach(a -> actions.add(action(a)));
        return List.of(
                ServedPolicies.name(policy),
                policy.path("rule").path("type").asString("rego"),
                policy.path("precedence").asString("0")
                        + (policy.path("is_terminal").asBoolean(false) ? ", ends" : ""),
                policy.path("enabled").asBoolean(false) ? "enabled" : "disabled",
                actions.isEmpty() ? "-" : String.join(", ", actions),
                ServedPolicies.id(policy));
    }

    private static String action(JsonNode action) {
        String state = action.path("package_state").asString("");
        return state.isEmpty()
                ? action.path("action_type").asString("").replace("PackageTags", " tags")
                : state;
    }

    @Command(
            name = "simulate",
            mixinStandardHelpOptions = true,
            description = {
                "Asks a policy, enabled or not, about stored packages; nothing is done.",
                "Example: gatehouse policy simulate \"signed only\" --query format:maven"
            })
    int simulate(
            @Mixin Shared shared,
            @Parameters(paramLabel = "NAME", description = "The policy, by name or id.")
                    String name,
            @Option(names = "--query", description = "Only these packages, as lists search them.")
                    Optional<String> query,
            @Option(
                            names = "--limit",
                            defaultValue = "100",
                            description = "At most so many; default 100, most 1000.")
                    int limit)
            throws InterruptedException {
        ServedPolicies served = ServedPolicies.of(session, shared);
        String id = ServedPolicies.id(served.find(name));
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("page_size", Integer.toString(limit));
        query.ifPresent(q -> asked.put("package_query_string", q));
        JsonNode list = served.server().slowGet(served.path(id + "/simulate/"), asked);
        if (shared.json()) {
            session.console().json(list);
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        list.path("results").forEach(one -> rows.add(decision(one)));
        session.console()
                .table(List.of("PACKAGE", "VERSION", "FORMAT", "REPOSITORY", "MATCH", "WHY"), rows);
        long matches = rows.stream().filter(row -> row.get(4).equals("yes")).count();
        session.console().line("%d of %d match.".formatted(matches, rows.size()));
        return 0;
    }

    private static List<String> decision(JsonNode one) {
        List<String> why = new ArrayList<>();
        one.path("reasons").forEach(reason -> why.add(reason.asString("")));
        String error = one.path("error").asString("");
        if (!error.isEmpty()) {
            why.add(error);
        }
        return List.of(
                one.path("package").path("name").asString(""),
                one.path("package").path("version").asString(""),
                one.path("package").path("format").asString(""),
                one.path("repository").asString(""),
                error.isEmpty() ? (one.path("match").asBoolean(false) ? "yes" : "no") : "error",
                String.join("; ", why));
    }

    @Command(
            name = "log",
            mixinStandardHelpOptions = true,
            description = {
                "Lists what policies decided, the newest first; with an ID, all of one entry.",
                "Example: gatehouse policy log --since 7d --matched"
            })
    int log(
            @Mixin Shared shared,
            @Mixin LogFilter filter,
            @Parameters(paramLabel = "ID", arity = "0..1", description = "One entry.")
                    Optional<String> id)
            throws InterruptedException {
        ServedPolicies served = ServedPolicies.of(session, shared);
        if (id.isPresent()) {
            String path = "decision-logs-v1/" + ServerClient.segment(id.get()) + "/";
            session.console().json(served.server().get(served.path(path), Map.of()));
            return 0;
        }
        JsonNode list =
                served.server()
                        .slowGet(
                                served.path("decision-logs-v1/"),
                                filter.query(served, clock.instant()));
        if (shared.json()) {
            session.console().json(list);
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        list.path("results").forEach(one -> rows.add(entry(one)));
        session.console()
                .table(List.of("TIME", "POLICY", "PACKAGE", "MATCH", "ACTIONS", "ID"), rows);
        return 0;
    }

    private static List<String> entry(JsonNode one) {
        return List.of(
                Console.time(one.path("started_at").asString("")),
                one.path("policy_name").asString(""),
                one.path("package").path("format").asString("")
                        + ":"
                        + one.path("package").path("name").asString("")
                        + ":"
                        + one.path("package").path("version").asString(""),
                one.path("match").asBoolean(false) ? "yes" : "no",
                String.join(", ", one.path("actions").propertyNames()),
                one.path("id").asString(""));
    }

    /** Which entries are listed. */
    static final class LogFilter {
        @Option(names = "--since", defaultValue = "24h", description = "How far back; default 24h.")
        private String since = "24h";

        @Option(names = "--policy", description = "Only this one's, by name or id.")
        private Optional<String> policy = Optional.empty();

        @Option(names = "--package", description = "Only this one's.")
        private Optional<String> name = Optional.empty();

        @Option(names = "--matched", description = "Only where the policy matched.")
        private boolean matched;

        @Option(
                names = "--limit",
                defaultValue = "50",
                description = "At most so many; default 50, most 1000.")
        private int limit;

        Map<String, String> query(ServedPolicies served, Instant now) throws InterruptedException {
            Map<String, String> query = new LinkedHashMap<>();
            query.put("created_after", now.minus(duration("--since", since)).toString());
            query.put("page_size", Integer.toString(limit));
            name.ifPresent(n -> query.put("package_name", n));
            if (matched) {
                query.put("match", "true");
            }
            if (policy.isPresent()) {
                query.put("policy_slug_perm", ServedPolicies.id(served.find(policy.get())));
            }
            return query;
        }
    }

    /** A duration that an option says. */
    static Duration duration(String option, String text) {
        try {
            return DurationText.parsePositive(text);
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    CommandException.USAGE, "%s %s: %s".formatted(option, text, e.getMessage()));
        }
    }
}
