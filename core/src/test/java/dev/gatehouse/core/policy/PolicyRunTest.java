package dev.gatehouse.core.policy;

import static dev.gatehouse.core.policy.Sample.NOON;
import static dev.gatehouse.core.policy.Sample.policy;
import static dev.gatehouse.core.policy.Sample.state;
import static dev.gatehouse.core.policy.Sample.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.model.PolicyEffect;
import dev.gatehouse.core.policy.PolicyOutcome.Failure;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Order, terminal policies, actions, errors and doubt: what all policies together come to. */
class PolicyRunTest {
    private static final PolicyRule REGO = new PolicyRule.Rego("package cloudsmith");
    private static final PolicyAction QUARANTINE = state(PackageState.QUARANTINED);
    private static final PolicyAction AVAILABLE = state(PackageState.AVAILABLE);

    private final ScriptedJudge judge = new ScriptedJudge(InstantSource.fixed(NOON));
    private final AtomicInteger ids = new AtomicInteger();

    private PolicyOutcome run(Subject subject, Policy... policies) throws Exception {
        return run(subject, Optional.empty(), policies);
    }

    private PolicyOutcome run(Subject subject, Optional<Instant> exempt, Policy... policies)
            throws Exception {
        return new PolicyRun(judge, () -> "d" + ids.incrementAndGet(), InstantSource.fixed(NOON))
                .about(subject, Arrays.asList(policies), exempt);
    }

    private PolicyOutcome run(Policy... policies) throws Exception {
        return run(Sample.subject(), policies);
    }

    @Test
    void withoutAPolicyEverythingIsAvailable() throws Exception {
        assertThat(run().effect().isNone()).isTrue();
    }

    @Test
    void aMatchDoesWhatItsActionsSayAndNamesReasonAndDecision() throws Exception {
        judge.matches("unsigned", "b", "a");

        PolicyOutcome outcome = run(policy("unsigned", 1, REGO, QUARANTINE));

        assertThat(outcome.effect().cause())
                .contains(
                        new PolicyEffect.Cause(
                                PackageState.QUARANTINED, "unsigned", "unsigned", "a; b", "d1"));
        assertThat(outcome.asked())
                .singleElement()
                .satisfies(a -> assertThat(a.id()).isEqualTo("d1"));
    }

    @Test
    void policiesAreAskedByPrecedenceAndTheLaterStateWins() throws Exception {
        judge.matches("late").matches("early");

        PolicyOutcome outcome =
                run(policy("late", 9, REGO, AVAILABLE), policy("early", 2, REGO, QUARANTINE));

        assertThat(judge.asked).containsExactly("early", "late");
        assertThat(outcome.effect().state()).isEqualTo(PackageState.AVAILABLE);
    }

    @Test
    void amongEqualsTheOlderIsAskedFirst() throws Exception {
        judge.matches("a").matches("b");

        run(policy("b", 2, REGO, AVAILABLE), policy("a", 2, REGO, QUARANTINE));

        assertThat(judge.asked).containsExactly("a", "b");
    }

    @Test
    void aTerminalPolicyThatMatchesEndsTheEvaluation() throws Exception {
        judge.matches("first").matches("second");

        PolicyOutcome outcome =
                run(
                        terminal(policy("first", 1, REGO, AVAILABLE)),
                        policy("second", 2, REGO, QUARANTINE));

        assertThat(outcome.effect().state()).isEqualTo(PackageState.AVAILABLE);
        assertThat(outcome.asked()).hasSize(1);
    }

    @Test
    void aTerminalPolicyThatDoesNotMatchEndsNothing() throws Exception {
        judge.matches("second");

        PolicyOutcome outcome =
                run(
                        terminal(policy("first", 1, REGO, AVAILABLE)),
                        policy("second", 2, REGO, QUARANTINE));

        assertThat(outcome.effect().state()).isEqualTo(PackageState.QUARANTINED);
    }

    @Test
    void anExemptionLetsThroughAndAsksNobody() throws Exception {
        judge.matches("unsigned");

        Instant end = NOON.plusSeconds(60);

        PolicyOutcome outcome =
                run(Sample.subject(), Optional.of(end), policy("unsigned", 1, REGO, QUARANTINE));

        assertThat(outcome.effect().isNone()).isTrue();
        assertThat(outcome.effect().dueAt()).contains(end);
        assertThat(judge.asked).isEmpty();
    }

    @Test
    void tagsOfAllMatchesAddUpAndALaterPolicyTakesThemBack() throws Exception {
        judge.matches("one").matches("two");

        PolicyOutcome outcome =
                run(
                        policy("one", 1, REGO, new PolicyAction.AddTags("t", 0, List.of("x", "y"))),
                        policy(
                                "two",
                                2,
                                REGO,
                                new PolicyAction.RemoveTags("r", 0, List.of("y", "z"))));

        assertThat(outcome.effect().tagsAdded()).containsExactly("x");
        assertThat(outcome.effect().tagsRemoved()).containsExactlyInAnyOrder("y", "z");
    }

    @Test
    void actionsOfOnePolicyAreAppliedByTheirOwnPrecedence() throws Exception {
        judge.matches("p");

        PolicyOutcome outcome =
                run(
                        policy(
                                "p",
                                1,
                                REGO,
                                new PolicyAction.SetState("2", 2, PackageState.HIDDEN),
                                new PolicyAction.SetState("1", 1, PackageState.QUARANTINED)));

        assertThat(outcome.effect().state()).isEqualTo(PackageState.HIDDEN);
    }

    @Test
    void anErrorIsNeverNoMatch() throws Exception {
        judge.says("broken", s -> new Judgement.Failed("it panicked", false));

        PolicyOutcome outcome = run(policy("broken", 1, REGO, QUARANTINE));

        assertThat(outcome.effect().state()).isEqualTo(PackageState.QUARANTINED);
        assertThat(outcome.failure()).isEqualTo(Failure.ERROR);
        assertThat(outcome.effect().cause().orElseThrow().reason()).contains("it panicked");
    }

    @Test
    void aDeadlineThatEndedIsToldApart() throws Exception {
        judge.says("slow", s -> new Judgement.Failed("1 s", true));

        assertThat(run(policy("slow", 1, REGO, QUARANTINE)).failure()).isEqualTo(Failure.OVERTIME);
    }

    @Test
    void anErrorOfOneThatIsOpenRefusesNothing() throws Exception {
        judge.says("broken", s -> new Judgement.Failed("it panicked", false));

        assertThat(run(Sample.open(policy("broken", 1, REGO, QUARANTINE))).effect().isNone())
                .isTrue();
    }

    @Test
    void anErrorOfOneThatOnlyTagsRefusesNothing() throws Exception {
        judge.says("broken", s -> new Judgement.Failed("it panicked", false));
        Policy tagging = policy("broken", 1, REGO, new PolicyAction.AddTags("t", 0, List.of("x")));

        assertThat(run(tagging).effect().isNone()).isTrue();
    }

    @Test
    void aRefusalIsInDoubtWhileASignatureIsUnknown() throws Exception {
        Policy signed = policy("signed", 1, new PolicyRule.RequireSigned(), QUARANTINE);

        assertThat(run(Sample.subject(Sample.unknown()), signed).doubt()).isTrue();
        assertThat(run(Sample.subject(Sample.absent()), signed).doubt()).isFalse();
        assertThat(run(Sample.subject(Sample.valid()), signed).effect().isNone()).isTrue();
    }

    @Test
    void whatNoPolicyRefusesIsNotInDoubt() throws Exception {
        assertThat(run(Sample.subject(Sample.unknown())).doubt()).isFalse();
    }

    @Test
    void aRuleAboutTheAgeIsDueWhenThePackageIsOldEnough() throws Exception {
        Policy cooldown =
                policy(
                        "cooldown",
                        1,
                        new PolicyRule.MinimumAge(Duration.ofDays(7), false),
                        QUARANTINE);
        Subject young =
                Sample.subject(
                        List.of(Sample.file("x")),
                        Sample.about("", Optional.of(NOON.minus(Duration.ofDays(1)))));

        assertThat(run(young, cooldown).effect().dueAt()).contains(NOON.plus(Duration.ofDays(6)));
    }

    @Test
    void aReasonIsOneLineOfBoundedLength() throws Exception {
        judge.matches("p", "a\r\nset-cookie: b\u0000", "x".repeat(1000));

        String reason =
                run(policy("p", 1, REGO, QUARANTINE)).effect().cause().orElseThrow().reason();

        assertThat(reason).startsWith("a set-cookie: b ; xxx").endsWith("...").hasSize(500);
    }
}
