package dev.gatehouse.server.policy;

import dev.gatehouse.core.advisory.Severity;
import dev.gatehouse.core.policy.PolicyRule;
import dev.gatehouse.core.policy.PolicyRule.Threshold;
import dev.gatehouse.core.policy.PolicyRule.Threshold.MinScore;
import dev.gatehouse.core.policy.PolicyRule.Threshold.MinSeverity;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/** Reads the rules that go by advisories. Pure. */
final class AdvisoryRuleReader {
    private static final String MIN_SCORE = "min_score";
    private static final String SEVERITY = "severity";
    private static final String IGNORE = "ignore";

    private AdvisoryRuleReader() {}

    /**
     * The fields of {@code vulnerability}.
     *
     * @param unknownIsMild what the rule says of those that nobody says the badness of
     */
    static PolicyRule vulnerability(PolicyFields fields, boolean unknownIsMild) {
        Optional<Threshold> score = fields.text(MIN_SCORE).flatMap(text -> score(fields, text));
        Optional<Threshold> word = fields.text(SEVERITY).flatMap(text -> severity(fields, text));
        if (fields.has(MIN_SCORE) && fields.has(SEVERITY)) {
            fields.problem(SEVERITY, "expected this or min_score, not both");
        }
        return new PolicyRule.Vulnerability(
                score.or(() -> word),
                ignored(fields),
                fields.truth("only_fixed").orElse(false),
                unknownIsMild);
    }

    /** The fields of {@code malware}. */
    static PolicyRule malware(PolicyFields fields) {
        return new PolicyRule.Malware(ignored(fields));
    }

    private static Optional<Threshold> score(PolicyFields fields, String text) {
        if (text.matches("\\d(\\.\\d)?|10(\\.0)?")) {
            return Optional.of(new MinScore(new BigDecimal(text).setScale(1)));
        }
        fields.problem(MIN_SCORE, "'%s': expected a CVSS score from 0.0 to 10.0".formatted(text));
        return Optional.empty();
    }

    private static Optional<Threshold> severity(PolicyFields fields, String text) {
        Optional<Severity> severity = Severity.named(text).filter(s -> s != Severity.NONE);
        if (severity.isEmpty()) {
            fields.problem(
                    SEVERITY, "'%s': expected low, medium, high or critical".formatted(text));
        }
        return severity.map(MinSeverity::new);
    }

    private static Set<String> ignored(PolicyFields fields) {
        for (String id : fields.texts(IGNORE)) {
            if (id.isBlank()) {
                fields.problem(IGNORE, "expected ids such as CVE-2030-1, found an empty one");
            }
        }
        return Set.copyOf(fields.texts(IGNORE));
    }
}
