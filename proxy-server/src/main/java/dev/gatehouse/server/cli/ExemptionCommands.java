package dev.gatehouse.server.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Exemptions from policies; a part of {@code gatehouse policy}. */
final class ExemptionCommands {
    private ExemptionCommands() {}

    /** Adds them to a command. */
    static void addTo(CommandLine line, Session session, InstantSource clock) {
        line.addSubcommand(new Exempt(session, clock))
                .addSubcommand(new Unexempt(session))
                .addSubcommand(new Exemptions(session));
    }

    @Command(
            name = "exempt",
            mixinStandardHelpOptions = true,
            description = {
                "Lets one version through whatever policies say, for a time.",
                "Example: gatehouse policy exempt npm:left-pad:1.3.0 --reason \"see 42\" --expires"
                        + " 30d"
            })
    static final class Exempt implements Callable<Integer> {
        private final Session session;
        private final InstantSource clock;
        @Mixin private Shared shared = new Shared();

        @Parameters(paramLabel = "KEY", description = "FORMAT:NAME:VERSION.")
        private String key = "";

        @Option(names = "--reason", required = true, description = "Why; for the audit log.")
        private String reason = "";

        @Option(names = "--expires", required = true, description = "For how long, such as 30d.")
        private String expires = "";

        Exempt(Session session, InstantSource clock) {
            this.session = session;
            this.clock = clock;
        }

        @Override
        public Integer call() throws InterruptedException {
            ServedPolicies served = ServedPolicies.of(session, shared);
            String until =
                    clock.instant().plus(PolicyCommand.duration("--expires", expires)).toString();
            JsonNode made =
                    served.server()
                            .post(
                                    served.path("exemptions/"),
                                    Map.of("key", key, "reason", reason, "expires_at", until));
            if (shared.json()) {
                session.console().json(made);
            } else {
                session.console()
                        .line(
                                "%s is let through until %s; end it with gatehouse policy unexempt %s."
                                        .formatted(
                                                made.path("key").asString(""),
                                                Console.time(made.path("expires_at").asString("")),
                                                ServedPolicies.id(made)));
            }
            return 0;
        }
    }

    @Command(
            name = "unexempt",
            mixinStandardHelpOptions = true,
            description = {
                "Ends an exemption.",
                "Example: gatehouse policy unexempt 01JC0V3Z5X8QK2M4N6P8R0T2W4"
            })
    static final class Unexempt implements Callable<Integer> {
        private final Session session;
        @Mixin private Shared shared = new Shared();

        @Parameters(paramLabel = "ID", description = "The exemption.")
        private String id = "";

        Unexempt(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws InterruptedException {
            ServedPolicies served = ServedPolicies.of(session, shared);
            JsonNode done =
                    served.server()
                            .delete(served.path("exemptions/" + ServerClient.segment(id) + "/"));
            if (shared.json()) {
                session.console().json(done);
            } else {
                session.console().line("Ended.");
            }
            return 0;
        }
    }

    @Command(
            name = "exemptions",
            mixinStandardHelpOptions = true,
            description = {
                "Lists exemptions, the newest first.",
                "Example: gatehouse policy exemptions"
            })
    static final class Exemptions implements Callable<Integer> {
        private final Session session;
        @Mixin private Shared shared = new Shared();

        Exemptions(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws InterruptedException {
            List<JsonNode> all = ServedPolicies.of(session, shared).all("exemptions/");
            if (shared.json()) {
                ObjectNode whole = JsonNodeFactory.instance.objectNode();
                ArrayNode results = whole.putArray("results");
                all.forEach(results::add);
                session.console().json(whole);
                return 0;
            }
            List<List<String>> rows =
                    all.stream()
                            .map(
                                    one ->
                                            List.of(
                                                    one.path("key").asString(""),
                                                    one.path("active").asBoolean(false)
                                                            ? "active"
                                                            : "ended",
                                                    Console.time(
                                                            one.path("expires_at").asString("")),
                                                    one.path("created_by").asString(""),
                                                    one.path("reason").asString(""),
                                                    ServedPolicies.id(one)))
                            .toList();
            session.console().table(List.of("KEY", "STATE", "UNTIL", "BY", "REASON", "ID"), rows);
            return 0;
        }
    }
}
