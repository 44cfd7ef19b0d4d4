package dev.gatehouse.server.cli;

import dev.gatehouse.config.report.Place;
import dev.gatehouse.config.report.Problem;
import dev.gatehouse.config.report.Problems;
import dev.gatehouse.core.policy.AdvisoryRules;
import dev.gatehouse.core.policy.PolicyRule;
import dev.gatehouse.server.policy.PackageNames;
import dev.gatehouse.server.policy.PolicyDraft;
import dev.gatehouse.server.policy.PolicyFiles;
import dev.gatehouse.server.policy.PolicyFiles.Written;
import dev.gatehouse.server.policy.PolicyReader;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** What is done with files of policies; a part of {@code gatehouse policy}. */
final class PolicyFileCommands {
    private PolicyFileCommands() {}

    /** Adds them to a command. */
    static void addTo(CommandLine line, Session session, PackageNames names) {
        line.addSubcommand(new Apply(session, names))
                .addSubcommand(new Validate(session, names))
                .addSubcommand(new Test(session));
    }

    private static Path at(Session session, Path path) {
        Path whole = session.place().workingDirectory().resolve(path);
        if (!Files.exists(whole)) {
            throw new CommandException(CommandException.USAGE, whole + " is not there");
        }
        return whole;
    }

    @Command(
            name = "apply",
            mixinStandardHelpOptions = true,
            description = {
                "Makes the server's policies those of files, by name; shows what it does.",
                "A second time there is nothing to do.",
                "Example: gatehouse policy apply policies --dry-run"
            })
    static final class Apply implements Callable<Integer> {
        private final Session session;
        private final PackageNames names;
        @Mixin private Shared shared = new Shared();

        @Parameters(paramLabel = "PATH", description = "A file, or a directory of them.")
        private Path path = Path.of("");

        @Option(names = "--prune", description = "Deletes policies that no file has.")
        private boolean prune;

        @Option(names = "--dry-run", description = "Only shows what would be done.")
        private boolean dry;

        Apply(Session session, PackageNames names) {
            this.session = session;
            this.names = names;
        }

        @Override
        public Integer call() throws InterruptedException {
            Problems problems = new Problems();
            List<PolicyDraft> drafts =
                    new PolicyFiles(names)
                            .read(at(session, path), problems).stream()
                                    .map(Written::draft)
                                    .toList();
            if (problems.hasErrors()) {
                problems.errors().forEach(p -> session.console().note(p.toString()));
                throw new CommandException(
                        CommandException.USAGE, "nothing is changed: the files have errors");
            }
            ServedPolicies served = ServedPolicies.of(session, shared);
            PolicyPlan plan = PolicyPlan.of(drafts, served.all(), new PolicyReader(names), prune);
            if (!shared.json()) {
                plan.lines().forEach(session.console()::line);
                session.console().line(plan.summary());
            }
            if (!dry) {
                plan.apply(served);
            }
            for (PolicyDraft draft : drafts) {
                AdvisoryNotice.of(draft, served.server()).ifPresent(session.console()::note);
            }
            if (shared.json()) {
                session.console().json(plan.json(!dry));
            } else if (!dry && !plan.steps().isEmpty()) {
                session.console().line("Done; in force for the next request.");
            }
            return 0;
        }
    }

    @Command(
            name = "validate",
            mixinStandardHelpOptions = true,
            description = {
                "Looks at files of policies; 1 if one of them cannot be used.",
                "Modules in Rego are compiled by the server; nothing is stored.",
                "Example: gatehouse policy validate policies/signed.rego"
            })
    static final class Validate implements Callable<Integer> {
        private final Session session;
        private final PackageNames names;
        @Mixin private Shared shared = new Shared();

        @Parameters(paramLabel = "PATH", description = "A file, or a directory of them.")
        private Path path = Path.of("");

        Validate(Session session, PackageNames names) {
            this.session = session;
            this.names = names;
        }

        @Override
        public Integer call() throws InterruptedException {
            Problems problems = new Problems();
            List<Written> written = new PolicyFiles(names).read(at(session, path), problems);
            for (Written one : written) {
                if (one.draft().rule() instanceof PolicyRule.Rego(String module)) {
                    compile(one, module, problems);
                } else if (AdvisoryRules.goesByAdvisories(one.draft().rule())) {
                    AdvisoryNotice.of(one.draft(), session.server(shared))
                            .ifPresent(text -> problems.warning("rule", one.at(0), text));
                }
            }
            if (shared.json()) {
                session.console().json(json(problems));
            } else {
                problems.all().forEach(p -> session.console().line(p.toString()));
                session.console()
                        .line(
                                problems.hasErrors()
                                        ? problems.errors().size() + " errors."
                                        : written.size() + " policies can be used.");
            }
            return problems.hasErrors() ? CommandException.NO : 0;
        }

        private void compile(Written one, String module, Problems problems)
                throws InterruptedException {
            ServedPolicies served = ServedPolicies.of(session, shared);
            JsonNode checked =
                    served.server().post(served.path("validate/"), Map.of("rego", module));
            for (JsonNode finding : checked.path("findings")) {
                String text =
                        finding.path("code").asString("")
                                + ": "
                                + finding.path("message").asString("");
                Place at = one.at(finding.path("line").asInt(0));
                if (finding.path("severity").asString("").equals("error")) {
                    problems.error("rego", at, text);
                } else {
                    problems.warning("rego", at, text);
                }
            }
        }

        private static JsonNode json(Problems problems) {
            ArrayNode findings = JsonNodeFactory.instance.arrayNode();
            for (Problem problem : problems.all()) {
                ObjectNode finding = findings.addObject();
                finding.put(
                        "severity",
                        problem.severity() == Problem.Severity.ERROR ? "error" : "warning");
                finding.put("field", problem.path());
                finding.put("message", problem.message());
                if (problem.place() instanceof Place.InFile(String file, int line, var _)) {
                    finding.put("file", file);
                    finding.put("line", line);
                }
            }
            ObjectNode whole = JsonNodeFactory.instance.objectNode();
            whole.put("is_valid", !problems.hasErrors());
            whole.set("findings", findings);
            return whole;
        }
    }

    @Command(
            name = "test",
            mixinStandardHelpOptions = true,
            description = {
                "Runs the tests of modules (*_test.rego) by `opa test`; 1 if one fails.",
                "Needs an opa on the PATH, of 1.7.1 or newer; no server is asked.",
                "Example: gatehouse policy test policies"
            })
    static final class Test implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "PATH", description = "A file, or a directory of them.")
        private Path path = Path.of("");

        Test(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws InterruptedException {
            return new OpaTests(session).run(at(session, path)) ? 0 : CommandException.NO;
        }
    }
}
