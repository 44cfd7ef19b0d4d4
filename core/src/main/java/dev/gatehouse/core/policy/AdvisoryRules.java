package dev.gatehouse.core.policy;

import dev.gatehouse.core.advisory.Advisory;
import dev.gatehouse.core.advisory.Finding;
import dev.gatehouse.core.advisory.Scan;
import dev.gatehouse.core.advisory.Severity;
import dev.gatehouse.core.policy.PolicyRule.Malware;
import dev.gatehouse.core.policy.PolicyRule.Threshold;
import dev.gatehouse.core.policy.PolicyRule.Vulnerability;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules that go by advisories. Pure. */
public final class AdvisoryRules {
    private static final int MOST_NAMED = 3;

    private AdvisoryRules() {}

    /** Whether a rule goes by advisories. */
    public static boolean goesByAdvisories(PolicyRule rule) {
        return rule instanceof Vulnerability || rule instanceof Malware;
    }

    /** Why advisories cannot say anything; empty: they can. */
    public static Optional<String> silence(Scan scan) {
        return switch (scan) {
            case Scan.Done ignored -> Optional.empty();
            case Scan.Skipped ignored ->
                    Optional.of("no advisories are there; run `gatehouse osv import`");
            case Scan.Failed(String reason) ->
                    Optional.of("the advisories cannot be read: " + reason);
        };
    }

    /** Why the rule matches a version of which that was found; empty: it does not. */
    public static Optional<String> objection(Vulnerability rule, List<Finding> findings) {
        return text("is vulnerable: ", findings.stream().filter(f -> counts(rule, f)).toList());
    }

    private static boolean counts(Vulnerability rule, Finding finding) {
        Advisory advisory = finding.advisory();
        return !isIgnored(rule.ignored(), advisory)
                && (!rule.onlyFixed() || finding.fix().isPresent())
                && rule.least()
                        .map(least -> reaches(advisory, least, rule.unknownIsMild()))
                        .orElse(true);
    }

    /** A word stands for the highest score that has it: what is not known is the worse. */
    private static boolean reaches(Advisory advisory, Threshold least, boolean unknownIsMild) {
        Optional<Severity> severity = advisory.severity();
        if (severity.isEmpty()) {
            return !unknownIsMild;
        }
        return switch (least) {
            case Threshold.MinSeverity(Severity from) -> severity.get().compareTo(from) >= 0;
            case Threshold.MinScore(var from) ->
                    advisory.score().filter(s -> s.compareTo(from) >= 0).isPresent()
                            || advisory.told()
                                    .filter(t -> t.most().compareTo(from) >= 0)
                                    .isPresent();
        };
    }

    /** The same of malware. */
    public static Optional<String> objection(Malware rule, List<Finding> findings) {
        return text(
                "is malware: ",
                findings.stream()
                        .filter(f -> f.advisory().malicious())
                        .filter(f -> !isIgnored(rule.ignored(), f.advisory()))
                        .toList());
    }

    private static boolean isIgnored(Set<String> ignored, Advisory advisory) {
        return ignored.stream().anyMatch(advisory::isCalled);
    }

    private static Optional<String> text(String what, List<Finding> bad) {
        if (bad.isEmpty()) {
            return Optional.empty();
        }
        String named =
                bad.stream()
                        .limit(MOST_NAMED)
                        .map(AdvisoryRules::text)
                        .collect(Collectors.joining(", "));
        int more = bad.size() - MOST_NAMED;
        return Optional.of(what + named + (more > 0 ? " and " + more + " more" : ""));
    }

    private static String text(Finding finding) {
        Advisory advisory = finding.advisory();
        String fix = finding.fix().map(f -> "fixed in " + f).orElse("no fix is known");
        String score = advisory.score().map(s -> " " + s).orElse("");
        String bad = advisory.severity().map(s -> s.word() + score + ", ").orElse("");
        return "%s (%s%s)".formatted(advisory.id(), bad, fix);
    }
}
