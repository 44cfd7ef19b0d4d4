package dev.gatehouse.server.store;

import dev.gatehouse.core.advisory.Severity;
import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.policy.OnError;
import dev.gatehouse.core.policy.PackagePattern;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyAction;
import dev.gatehouse.core.policy.PolicyRule;
import dev.gatehouse.core.policy.PolicyRule.Threshold;
import dev.gatehouse.core.policy.PolicyRule.Threshold.MinScore;
import dev.gatehouse.core.policy.PolicyRule.Threshold.MinSeverity;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A policy as it is written, under the rules of {@link Rows}. */
record PolicyRow(
        String name,
        String description,
        Rule rule,
        boolean enabled,
        boolean terminal,
        int precedence,
        List<Action> actions,
        Set<String> repositories,
        OnError onError,
        long version,
        Instant createdAt,
        Instant updatedAt) {
    static PolicyRow of(Policy p) {
        return new PolicyRow(
                p.name(),
                p.description(),
                Rule.of(p.rule()),
                p.enabled(),
                p.terminal(),
                p.precedence(),
                p.actions().stream().map(Action::of).toList(),
                p.repositories(),
                p.onError(),
                p.version(),
                p.createdAt(),
                p.updatedAt());
    }

    Policy of(String id) {
        return new Policy(
                id,
                name,
                description,
                rule.rule(),
                enabled,
                terminal,
                precedence,
                actions.stream().map(Action::action).toList(),
                repositories,
                onError,
                version,
                createdAt,
                updatedAt);
    }

    private static <T> T only(Optional<T> value, String what) {
        return value.orElseThrow(() -> new IllegalArgumentException("it has no " + what));
    }

    /**
     * What it asks; which fields there are depends on the type.
     *
     * @param lenient whether what is not known passes
     */
    record Rule(
            String type,
            Optional<String> module,
            Optional<Duration> age,
            Optional<Boolean> lenient,
            Optional<List<String>> packages,
            Optional<Set<String>> allowed,
            Optional<Set<String>> denied,
            Optional<Advised> advised) {
        private static final String REGO = "rego";
        private static final String SIGNED = "require-signed";
        private static final String SIGNER = "signer-changed";
        private static final String AGE = "minimum-age";
        private static final String BLOCK = "block";
        private static final String ALLOW = "allow";
        private static final String LICENSE = "license";
        private static final String VULNERABILITY = "vulnerability";
        private static final String MALWARE = "malware";

        static Rule of(PolicyRule rule) {
            return switch (rule) {
                case PolicyRule.Rego(var module) ->
                        plain(REGO, Optional.of(module), Optional.empty());
                case PolicyRule.RequireSigned() ->
                        plain(SIGNED, Optional.empty(), Optional.empty());
                case PolicyRule.SignerChanged() ->
                        plain(SIGNER, Optional.empty(), Optional.empty());
                case PolicyRule.MinimumAge(var age, var lenient) ->
                        new Rule(
                                AGE,
                                Optional.empty(),
                                Optional.of(age),
                                Optional.of(lenient),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty());
                case PolicyRule.Block(var packages) -> list(BLOCK, packages);
                case PolicyRule.Allow(var packages) -> list(ALLOW, packages);
                case PolicyRule.License(var allowed, var denied, var lenient) ->
                        new Rule(
                                LICENSE,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(lenient),
                                Optional.empty(),
                                Optional.of(allowed),
                                Optional.of(denied),
                                Optional.empty());
                case PolicyRule.Vulnerability vulnerable ->
                        advised(VULNERABILITY, vulnerable.unknownIsMild(), Advised.of(vulnerable));
                case PolicyRule.Malware(var ignored) ->
                        advised(MALWARE, false, Advised.of(ignored));
            };
        }

        private static Rule advised(String type, boolean lenient, Advised advised) {
            return new Rule(
                    type,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(lenient),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(advised));
        }

        private static Rule list(String type, List<PackagePattern> packages) {
            return plain(
                    type,
                    Optional.empty(),
                    Optional.of(packages.stream().map(PackagePattern::toString).toList()));
        }

        private static Rule plain(
                String type, Optional<String> module, Optional<List<String>> packages) {
            return new Rule(
                    type,
                    module,
                    Optional.empty(),
                    Optional.empty(),
                    packages,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        PolicyRule rule() {
            return switch (type) {
                case REGO -> new PolicyRule.Rego(only(module, "module"));
                case SIGNED -> new PolicyRule.RequireSigned();
                case SIGNER -> new PolicyRule.SignerChanged();
                case AGE -> new PolicyRule.MinimumAge(only(age, "age"), only(lenient, "lenient"));
                case BLOCK -> new PolicyRule.Block(patterns());
                case ALLOW -> new PolicyRule.Allow(patterns());
                case LICENSE ->
                        new PolicyRule.License(
                                only(allowed, "allowed"),
                                only(denied, "denied"),
                                only(lenient, "lenient"));
                case VULNERABILITY ->
                        only(advised, "advised").vulnerability(only(lenient, "lenient"));
                case MALWARE -> new PolicyRule.Malware(only(advised, "advised").ignored());
                // A newer program's: it is never taken for a rule that matches nothing.
                default -> throw new IllegalArgumentException("unknown rule '" + type + "'");
            };
        }

        private List<PackagePattern> patterns() {
            return only(packages, "packages").stream().map(PackagePattern::parse).toList();
        }
    }

    /** What a rule that goes by advisories asks. */
    record Advised(
            Optional<String> score,
            Optional<Severity> severity,
            Set<String> ignored,
            boolean onlyFixed) {
        static Advised of(Set<String> ignored) {
            return new Advised(Optional.empty(), Optional.empty(), ignored, false);
        }

        static Advised of(PolicyRule.Vulnerability rule) {
            Optional<Threshold> least = rule.least();
            return new Advised(
                    least.filter(MinScore.class::isInstance)
                            .map(MinScore.class::cast)
                            .map(s -> s.score().toPlainString()),
                    least.filter(MinSeverity.class::isInstance)
                            .map(MinSeverity.class::cast)
                            .map(MinSeverity::severity),
                    rule.ignored(),
                    rule.onlyFixed());
        }

        PolicyRule vulnerability(boolean lenient) {
            Optional<Threshold> least =
                    score.<Threshold>map(s -> new MinScore(new BigDecimal(s)))
                            .or(() -> severity.map(MinSeverity::new));
            return new PolicyRule.Vulnerability(least, ignored, onlyFixed, lenient);
        }
    }

    /** What follows; which fields there are depends on the type. */
    record Action(
            String type,
            String id,
            int precedence,
            Optional<PackageState> state,
            Optional<List<String>> tags) {
        private static final String STATE = "set-state";
        private static final String ADD = "add-tags";
        private static final String REMOVE = "remove-tags";

        static Action of(PolicyAction action) {
            return switch (action) {
                case PolicyAction.SetState(var id, int precedence, var state) ->
                        new Action(STATE, id, precedence, Optional.of(state), Optional.empty());
                case PolicyAction.AddTags(var id, int precedence, var tags) ->
                        new Action(ADD, id, precedence, Optional.empty(), Optional.of(tags));
                case PolicyAction.RemoveTags(var id, int precedence, var tags) ->
                        new Action(REMOVE, id, precedence, Optional.empty(), Optional.of(tags));
            };
        }

        PolicyAction action() {
            return switch (type) {
                case STATE -> new PolicyAction.SetState(id, precedence, only(state, "state"));
                case ADD -> new PolicyAction.AddTags(id, precedence, only(tags, "tags"));
                case REMOVE -> new PolicyAction.RemoveTags(id, precedence, only(tags, "tags"));
                default -> throw new IllegalArgumentException("unknown action '" + type + "'");
            };
        }
    }
}
