package dev.gatehouse.core.policy;

import static dev.gatehouse.core.policy.Sample.NOON;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.model.PolicyEffect;
import dev.gatehouse.core.model.Version;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Values of policies that exist are right, and say what they are. */
class PolicyValuesTest {
    private static final PolicyRule SIGNED = new PolicyRule.RequireSigned();

    private static PolicyEffect effect(Set<String> added, Set<String> removed) {
        return new PolicyEffect(Optional.empty(), added, removed, NOON, Optional.of(NOON));
    }

    @Test
    void aPolicyHasANameAndPrecedencesInTheirRange() {
        var late = new PolicyAction.SetState("a", 32_768, PackageState.HIDDEN);

        assertThatIllegalArgumentException().isThrownBy(() -> Sample.policy(" ", 1, SIGNED));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sample.policy("x".repeat(101), 1, SIGNED));
        assertThatIllegalArgumentException().isThrownBy(() -> Sample.policy("a", -1, SIGNED));
        assertThatIllegalArgumentException().isThrownBy(() -> Sample.policy("a", 32_768, SIGNED));
        assertThatIllegalArgumentException().isThrownBy(() -> Sample.policy("a", 1, SIGNED, late));
    }

    @Test
    void aPolicyIsAboutAllRepositoriesOrThoseThatItNames() {
        Policy everywhere = Sample.policy("a", 1, SIGNED);

        assertThat(everywhere.isAbout("main")).isTrue();
        assertThat(Sample.in(everywhere, "main").isAbout("main")).isTrue();
        assertThat(Sample.in(everywhere, "other").isAbout("main")).isFalse();
    }

    @Test
    void aMinimumAgeIsMoreThanNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PolicyRule.MinimumAge(Duration.ZERO, false));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PolicyRule.MinimumAge(Duration.ofDays(-1), false));
    }

    @Test
    void everyBuiltInRuleHasItsWord() {
        assertThat(
                        List.of(
                                new PolicyRule.RequireSigned().word(),
                                new PolicyRule.MinimumAge(Duration.ofDays(1), true).word(),
                                new PolicyRule.Block(List.of()).word(),
                                new PolicyRule.Allow(List.of()).word(),
                                new PolicyRule.License(Set.of(), Set.of(), true).word()))
                .containsExactly("require-signed", "minimum-age", "block", "allow", "license");
    }

    @Test
    void anExemptionHasAReasonAndAnEnd() {
        var name = new PackageName(new FormatId("npm"), "x");
        var exemption =
                new Exemption(
                        "e",
                        name,
                        new Version("1"),
                        "alice",
                        "looked at",
                        NOON,
                        NOON.plusSeconds(1));

        assertThat(exemption.key()).isEqualTo("npm:x:1");
        assertThat(exemption.isInForce(NOON)).isTrue();
        assertThat(exemption.isInForce(NOON.plusSeconds(1))).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Exemption("e", name, new Version("1"), "alice", " ", NOON, NOON));
    }

    @Test
    void effectsAreTheSameWhenTheyDoTheSame() {
        PolicyEffect none = effect(Set.of(), Set.of());

        assertThat(none.isNone()).isTrue();
        assertThat(effect(Set.of("a"), Set.of()).isNone()).isFalse();
        assertThat(effect(Set.of(), Set.of("a")).isNone()).isFalse();
        assertThat(none.equalsInEffect(effect(Set.of(), Set.of()))).isTrue();
        assertThat(none.equalsInEffect(effect(Set.of("a"), Set.of()))).isFalse();
        assertThat(none.equalsInEffect(effect(Set.of(), Set.of("a")))).isFalse();
        assertThat(none.isDue(NOON)).isTrue();
        assertThat(none.isDue(NOON.minusSeconds(1))).isFalse();
    }

    @Test
    void anAgeIsToldInTheWordsOfItsLength() {
        assertThat(told(Duration.ofDays(1))).endsWith("less than 1 day ago");
        assertThat(told(Duration.ofDays(7))).endsWith("less than 7 days ago");
        assertThat(told(Duration.ofHours(1))).endsWith("less than 1 hour ago");
        assertThat(told(Duration.ofHours(36))).endsWith("less than 36 hours ago");
        assertThat(told(Duration.ofMinutes(90))).endsWith("less than 5400 seconds ago");
    }

    private static String told(Duration age) {
        return BuiltInRules.tooYoung(new PolicyRule.MinimumAge(age, false), Optional.of(NOON), NOON)
                .orElseThrow();
    }

    @Test
    void aPackageOfWhichNoFileCountsIsNotSigned() {
        assertThat(Sample.subject(List.of(), Sample.about("", Optional.empty())).isSigned())
                .isFalse();
        assertThat(
                        BuiltInRules.objection(
                                new PolicyRule.RequireSigned(),
                                Sample.subject(List.of(), Sample.about("", Optional.empty())),
                                NOON))
                .contains("no file is signed");
    }

    @Test
    void withoutPoliciesNobodyIsAsked() {
        assertThat(PolicySet.NONE.isEmpty()).isTrue();
        assertThat(Rules.NONE.policies().current()).isEqualTo(PolicySet.NONE);
    }
}
