package dev.gatehouse.server.cli;

import dev.gatehouse.config.GatehouseConfig;

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

/** Names, and who may speak for them. */
@Command(
        name = "trust",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Lists and changes who may speak for names.",
            "Example: gatehouse trust claim npm acme-ui --reason \"it is ours\""
        })
final class TrustCommand {
    private final Session session;

    TrustCommand(Session session) {
        this.session = session;
    }

    /** The name that a command changes, and why. */
    static final class NameOrder {
        @Parameters(index = "0", paramLabel = "FORMAT", description = "npm, pypi or maven.")
        private String format = "";

        @Parameters(index = "1", paramLabel = "PACKAGE", description = "The full name.")
        private String name = "";

        @Option(names = "--reason", required = true, description = "For the audit log.")
        private String reason = "";

        @Option(names = "--upstream", description = "Only this one; default: all untrusted.")
        private Optional<String> upstream = Optional.empty();
    }

    @Command(
            name = "claim",
            mixinStandardHelpOptions = true,
            description = {
                "Makes a name yours: untrusted sources lose it, and it is reserved.",
                "Example: gatehouse trust claim npm acme-ui --reason \"it is ours\""
            })
    int claim(@Mixin Shared shared, @Mixin InRepository in, @Mixin NameOrder order)
            throws InterruptedException {
        return change("claim", shared, in, order);
    }

    @Command(
            name = "forget",
            mixinStandardHelpOptions = true,
            description = {
                "Forgets that untrusted sources have supplied a name.",
                "Example: gatehouse trust forget npm acme-ui --reason \"fetched by mistake\""
            })
    int forget(@Mixin Shared shared, @Mixin InRepository in, @Mixin NameOrder order)
            throws InterruptedException {
        return change("forget", shared, in, order);
    }

    @Command(
            name = "release",
            mixinStandardHelpOptions = true,
            description = {
                "Ends the reservation of a name without versions.",
                "Example: gatehouse trust release npm acme-ui --reason \"given up\""
            })
    int release(@Mixin Shared shared, @Mixin InRepository in, @Mixin NameOrder order)
            throws InterruptedException {
        return change("release", shared, in, order);
    }

    private int change(String deed, Shared shared, InRepository in, NameOrder order)
            throws InterruptedException {
        GatehouseConfig config = shared.require(session.place());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("reason", order.reason);
        order.upstream.ifPresent(u -> body.put("upstream", u));
        String path = Shared.name(config, in.name(), order.format, order.name) + deed + "/";
        JsonNode done = ServerClient.of(session.place(), config).post(path, body);
        int records = done.path("records").asInt(0);
        if (shared.json()) {
            session.console().json(done);
        } else {
            session.console()
                    .line(
                            records == 0
                                    ? "Nothing to " + deed + " for " + order.name + "."
                                    : "Done: %d records changed for %s."
                                            .formatted(records, order.name));
        }
        return records == 0 ? CommandException.NO : 0;
    }

    @Command(
            name = "shared",
            mixinStandardHelpOptions = true,
            description = {
                "Lists local names that untrusted sources may serve too.",
                "Example: gatehouse trust shared"
            })
    int shared(
            @Mixin Shared shared,
            @Mixin InRepository in,
            @Option(names = "--format", defaultValue = "npm", description = "Default: npm.")
                    String format)
            throws InterruptedException {
        JsonNode list = list("shared/", shared, in, Map.of("format", format));
        List<List<String>> rows = new ArrayList<>();
        list.path("results")
                .forEach(
                        one ->
                                rows.add(
                                        List.of(
                                                one.path("format").asString(""),
                                                one.path("package").asString(""),
                                                one.path("upstreams")
                                                        .valueStream()
                                                        .map(JsonNode::asString)
                                                        .collect(Collectors.joining(",")))));
        print(shared, list, List.of("FORMAT", "PACKAGE", "ALSO SERVED BY"), rows);
        return 0;
    }

    @Command(
            name = "provenance",
            mixinStandardHelpOptions = true,
            description = {
                "Lists which source has supplied which package.",
                "Example: gatehouse trust provenance --upstream npm-public"
            })
    int provenance(
            @Mixin Shared shared,
            @Mixin InRepository in,
            @Option(names = "--format", defaultValue = "npm", description = "Default: npm.")
                    String format,
            @Option(names = "--upstream", description = "Only this one's.")
                    Optional<String> upstream)
            throws InterruptedException {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("format", format);
        upstream.ifPresent(u -> query.put("upstream", u));
        JsonNode list = list("provenance/", shared, in, query);
        List<List<String>> rows = new ArrayList<>();
        list.path("results")
                .forEach(
                        one ->
                                rows.add(
                                        List.of(
                                                one.path("package").asString(""),
                                                one.path("upstream").asString(""),
                                                Console.time(one.path("first_at").asString("")),
                                                one.path("first_file").asString(""),
                                                one.path("by").asString(""))));
        print(shared, list, List.of("PACKAGE", "UPSTREAM", "SINCE", "FIRST FILE", "BY"), rows);
        return 0;
    }

    private JsonNode list(String what, Shared shared, InRepository in, Map<String, String> query)
            throws InterruptedException {
        GatehouseConfig config = shared.require(session.place());
        String format = Optional.ofNullable(query.get("format")).orElse("npm");
        String path = Shared.trust(config, in.name(), format) + what;
        return ServerClient.of(session.place(), config).get(path, query);
    }

    private void print(
            Shared shared, JsonNode list, List<String> headings, List<List<String>> rows) {
        if (shared.json()) {
            session.console().json(list);
            return;
        }
        session.console().table(headings, rows);
        if (list.path("next").isString()) {
            session.console().note("there are more; --json shows the cursor");
        }
    }
}
