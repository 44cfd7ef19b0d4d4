package dev.gatehouse.server.cli;

import dev.gatehouse.config.GatehouseConfig;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    private TrustCommand(Session session) {
        this.session = session;
    }

    /** The command with all that can be done to a name. */
    static CommandLine of(Session session) {
        CommandLine line = new CommandLine(new TrustCommand(session));
        for (NameCommand.Deed deed : NameCommand.Deed.values()) {
            line.addSubcommand(deed.word(), NameCommand.of(session, deed));
        }
        return line;
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
            @Mixin Paging paging,
            @Option(
                            names = "--format",
                            completionCandidates = Choices.Formats.class,
                            defaultValue = "npm",
                            description = "Default: npm.")
                    String format)
            throws InterruptedException {
        JsonNode list = list("shared/", new Asked(shared, in, paging), Map.of("format", format));
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
            @Mixin Paging paging,
            @Option(
                            names = "--format",
                            completionCandidates = Choices.Formats.class,
                            defaultValue = "npm",
                            description = "Default: npm.")
                    String format,
            @Option(names = "--upstream", description = "Only this one's.")
                    Optional<String> upstream)
            throws InterruptedException {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("format", format);
        upstream.ifPresent(u -> query.put("upstream", u));
        JsonNode list = list("provenance/", new Asked(shared, in, paging), query);
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

    /** The options that say which list, and how much of it. */
    private record Asked(Shared shared, InRepository in, Paging paging) {}

    private JsonNode list(String what, Asked asked, Map<String, String> query)
            throws InterruptedException {
        GatehouseConfig config = asked.shared().require(session.place());
        String format = Optional.ofNullable(query.get("format")).orElse("npm");
        String path = Shared.trust(session, config, asked.in().name(), format) + what;
        return asked.paging().read(session.server(config), session.console(), path, query);
    }

    private void print(
            Shared shared, JsonNode list, List<String> headings, List<List<String>> rows) {
        if (shared.json()) {
            session.console().json(list);
            return;
        }
        session.console().table(headings, rows);
        Paging.close(session.console(), list);
    }
}
