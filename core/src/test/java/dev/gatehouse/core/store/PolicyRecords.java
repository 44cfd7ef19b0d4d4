package dev.gatehouse.core.store;

import dev.gatehouse.core.advisory.Severity;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.policy.Exemption;
import dev.gatehouse.core.policy.OnError;
import dev.gatehouse.core.policy.PackagePattern;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyAction;
import dev.gatehouse.core.policy.PolicyRule;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sample records about policies for tests of stores. */
public final class PolicyRecords {
    private PolicyRecords() {}

    /** One that quarantines what is not signed. */
    public static Policy policy(String id) {
        return policy(id, new PolicyRule.RequireSigned());
    }

    public static Policy policy(String id, PolicyRule rule) {
        return new Policy(
                id,
                "policy " + id,
                "what it is for",
                rule,
                true,
                false,
                7,
                actions(id),
                Set.of("main"),
                OnError.CLOSED,
                3,
                Records.NOON,
                Records.NOON.plusSeconds(1));
    }

    /** One of each kind. */
    public static List<PolicyAction> actions(String id) {
        return List.of(
                new PolicyAction.SetState(id + "-1", 2, PackageState.QUARANTINED),
                new PolicyAction.AddTags(id + "-2", 1, List.of("unsigned", "odd")),
                new PolicyAction.RemoveTags(id + "-3", 0, List.of("good")));
    }

    /** One of each kind. */
    public static List<PolicyRule> rules() {
        List<PackagePattern> packages =
                List.of(
                        PackagePattern.parse("npm:@acme/*"),
                        PackagePattern.parse("maven:org.example:lib:1.0"));
        return List.of(
                new PolicyRule.Rego("package cloudsmith\n\nmatch if true # \u00e9\n"),
                new PolicyRule.RequireSigned(),
                new PolicyRule.MinimumAge(Duration.ofDays(7), true),
                new PolicyRule.Block(packages),
                new PolicyRule.Allow(packages),
                new PolicyRule.License(Set.of("MIT"), Set.of("GPL-3.0-only"), false),
                new PolicyRule.Malware(Set.of("MAL-2030-1")),
                new PolicyRule.Vulnerability(Optional.empty(), Set.of(), false, false),
                new PolicyRule.Vulnerability(
                        Optional.of(new PolicyRule.Threshold.MinSeverity(Severity.HIGH)),
                        Set.of("CVE-2030-1"),
                        true,
                        false),
                new PolicyRule.Vulnerability(
                        Optional.of(new PolicyRule.Threshold.MinScore(new BigDecimal("7.5"))),
                        Set.of(),
                        false,
                        true));
    }

    public static Exemption exemption(String id) {
        return new Exemption(
                id,
                Records.npm("left-pad"),
                Records.version("1.3.0"),
                "alice",
                "needed until the next release",
                Records.NOON,
                Records.NOON.plusSeconds(60));
    }

    /**
     * An entry of the decision log.
     *
     * @param input of whose input it is
     */
    public static StoredDecision decision(String id, String input) {
        return new StoredDecision(
                id,
                "C-" + input,
                input,
                "main",
                new ItemKey(Records.key("left-pad"), Records.version("1.3.0"), Optional.empty()),
                "Left-Pad",
                "1.3.0",
                "01POLICY",
                "signed only",
                4,
                true,
                List.of("is not signed"),
                "{\"match\":true}",
                actions(id),
                Optional.of("no answer"),
                Records.NOON,
                Records.NOON.plusMillis(3));
    }
}
