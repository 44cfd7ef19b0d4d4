package dev.gatehouse.server.cli;

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
import java.util.concurrent.Callable;

/** What a change of trust would do. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Tells what would change if an upstream were trusted otherwise.",
            "Names and versions that would appear or vanish, from what is stored here: no upstream",
            "is asked, and nothing is changed.",
            "Exit code 1: something would vanish.",
            "Example: gatehouse simulate npm npm-public --trust untrusted"
        })
final class SimulateCommand implements Callable<Integer> {
    private static final int MOST_NAMES = 200;
    private static final int MOST_VERSIONS = 4;

    @Mixin private Shared shared = new Shared();
    @Mixin private InRepository in = new InRepository();

    @Parameters(
            index = "0",
            paramLabel = "FORMAT",
            completionCandidates = Choices.Formats.class,
            description = "npm, pypi or maven.")
    private String format = "";

    @Parameters(index = "1", paramLabel = "UPSTREAM", description = "Its name.")
    private String upstream = "";

    @Option(
            names = "--trust",
            completionCandidates = Choices.TrustLevels.class,
            required = true,
            description = "trusted or untrusted.")
    private String trust = "";

    @Option(
            names = "--enforcement",
            description = "enforce or monitor; default: as it is configured.")
    private Optional<String> enforcement = Optional.empty();

    private final Session session;

    SimulateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("format", format);
        body.put("upstream", upstream);
        body.put("trust_level", trust);
        enforcement.ifPresent(e -> body.put("enforcement", e));
        String path =
                Shared.trust(session, shared.require(session.place()), in.name(), format)
                        + "simulate/";
        JsonNode answer =
                session.console()
                        .during("simulating", () -> session.server(shared).longPost(path, body));
        if (shared.json()) {
            session.console().json(answer);
        } else {
            print(answer);
        }
        return count(answer, "versions_vanish") == 0 ? 0 : CommandException.NO;
    }

    private void print(JsonNode answer) {
        Console console = session.console();
        List<List<String>> rows = new ArrayList<>();
        answer.path("results").valueStream().limit(MOST_NAMES).forEach(r -> add(rows, r));
        if (!rows.isEmpty()) {
            console.table(List.of("NAME", "WOULD", "VERSIONS", "BECAUSE"), rows);
        }
        if (answer.path("results").size() > MOST_NAMES) {
            console.line(
                    "and %d more names (--json)"
                            .formatted(answer.path("results").size() - MOST_NAMES));
        }
        console.line(
                "Of %d names that are known here %d would change: versions that vanish %d, appear %d, move %d."
                        .formatted(
                                count(answer, "names"),
                                count(answer, "names_changed"),
                                count(answer, "versions_vanish"),
                                count(answer, "versions_appear"),
                                count(answer, "versions_move")));
        long open = count(answer, "names_to_ask");
        if (open > 0) {
            console.line(
                    "For %d of them a source would be asked first, so the answer may differ."
                            .formatted(open));
        }
    }

    private static void add(List<List<String>> rows, JsonNode result) {
        String name = result.path("package").asString("");
        add(rows, name, "lose", result.path("vanish"), result.path("reason").asString(""));
        add(rows, name, "gain", result.path("appear"), from(result.path("appear")));
        add(rows, name, "move", result.path("move"), from(result.path("move")));
        if (!result.path("to_ask").isEmpty()) {
            List<String> asked =
                    result.path("to_ask").valueStream().map(n -> n.asString("")).toList();
            rows.add(List.of(name, "ask", "-", String.join(", ", asked)));
        }
    }

    private static void add(
            List<List<String>> rows, String name, String word, JsonNode versions, String reason) {
        if (versions.isEmpty()) {
            return;
        }
        String listed =
                String.join(
                        " ",
                        versions.valueStream()
                                .limit(MOST_VERSIONS)
                                .map(v -> v.path("version").asString(""))
                                .toList());
        String more =
                versions.size() > MOST_VERSIONS ? " +" + (versions.size() - MOST_VERSIONS) : "";
        rows.add(List.of(name, word, listed + more, reason));
    }

    private static String from(JsonNode versions) {
        List<String> owners =
                versions.valueStream().map(v -> v.path("owner").asString("")).distinct().toList();
        return "from " + String.join(", ", owners);
    }

    private static long count(JsonNode answer, String field) {
        return answer.path("counts").path(field).asLong(0);
    }
}
