package dev.gatehouse.core.proxy;

import static dev.gatehouse.core.policy.Sample.policy;
import static dev.gatehouse.core.policy.Sample.state;
import static dev.gatehouse.core.policy.Sample.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.policy.Exemption;
import dev.gatehouse.core.policy.PackagePattern;
import dev.gatehouse.core.policy.PolicyAction;
import dev.gatehouse.core.policy.PolicyRule;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Policies about versions of which no file ever came: order, end and exemptions hold there too. */
class IndexPolicyTest extends RuledX {
    private static final PolicyRule BLOCK =
            new PolicyRule.Block(List.of(PackagePattern.parse("lines:x")));

    private static final PolicyRule ALLOW =
            new PolicyRule.Allow(List.of(PackagePattern.parse("lines:other")));

    @Test
    void theLastOfSeveralSetsTheState() throws Exception {
        gate.policies.set(
                policy("first", 1, BLOCK, QUARANTINE),
                policy("last", 2, ALLOW, state(PackageState.DELETED)));

        assertThat(gate.versions("x")).containsExactly("404");
        assertThat(file().status()).isEqualTo(404);
    }

    @Test
    void aLaterOneMayLetThroughWhatAnEarlierHolds() throws Exception {
        gate.policies.set(
                policy("first", 1, BLOCK, QUARANTINE),
                policy(
                        "last",
                        2,
                        ALLOW,
                        state(PackageState.QUARANTINED),
                        new PolicyAction.SetState("free", 9, PackageState.AVAILABLE)));

        assertThat(gate.versions("x")).containsExactly("1 P");
    }

    @Test
    void aTerminalOneEndsIt() throws Exception {
        gate.policies.set(
                terminal(policy("first", 1, BLOCK, QUARANTINE)),
                policy("last", 2, ALLOW, state(PackageState.DELETED)));

        assertThat(gate.versions("x")).containsExactly("403");
        assertThat(Gate.text(file())).isEqualTo("Blocked by policy first: is blocked");
    }

    @Test
    void oneThatOnlyTagsHoldsNothingBack() throws Exception {
        gate.policies.set(
                policy("tags", 1, BLOCK, new PolicyAction.AddTags("t", 0, List.of("bad"))));

        assertThat(gate.versions("x")).containsExactly("1 P");
    }

    @Test
    void oneThatNeedsTheFileWaitsForIt() throws Exception {
        gate.policies.set(
                policy("signed", 1, new PolicyRule.RequireSigned(), QUARANTINE),
                policy(
                        "licence",
                        2,
                        new PolicyRule.License(Set.of("MIT"), Set.of(), false),
                        QUARANTINE),
                policy("changed", 3, new PolicyRule.SignerChanged(), QUARANTINE),
                policy("rego", 4, REGO, QUARANTINE));

        assertThat(gate.versions("x")).containsExactly("1 P");
    }

    @Test
    void anExemptionHoldsUntilItsEnd() throws Exception {
        Exemption exemption =
                new Exemption(
                        "e",
                        LineFormat.named("x"),
                        new Version("1"),
                        "alice",
                        "needed for the release",
                        gate.clock.instant(),
                        gate.clock.instant().plus(Duration.ofDays(1)));
        gate.policies.set(List.of(exemption), policy("first", 1, BLOCK, QUARANTINE));
        assertThat(gate.versions("x")).containsExactly("1 P");

        gate.clock.advance(Duration.ofDays(1));

        assertThat(gate.versions("x")).containsExactly("403");
    }

    @Test
    void whatIsPublishedHereIsAskedItsAgeByNobody() throws Exception {
        gate.policies.set(
                policy(
                        "young",
                        1,
                        new PolicyRule.MinimumAge(Duration.ofDays(7), false),
                        QUARANTINE));
        gate.local("y", "1");

        assertThat(gate.versions("y")).containsExactly("1 local");
    }
}
