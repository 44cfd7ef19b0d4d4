package dev.gatehouse.core.proxy;

import static dev.gatehouse.core.policy.Sample.policy;
import static dev.gatehouse.core.policy.Sample.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.ItemTag;
import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.policy.Exemption;
import dev.gatehouse.core.policy.Judgement;
import dev.gatehouse.core.policy.PackagePattern;
import dev.gatehouse.core.policy.PolicyAction;
import dev.gatehouse.core.policy.PolicyRule;
import dev.gatehouse.core.policy.Sample;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What policies said is in force until they change, or time does, and is taken back then. */
class PolicyChangeTest extends RuledX {
    private void pass() throws Exception {
        while (gate.services.policies().pass().runIfDue()) {}
    }

    @Test
    void aPolicyThatIsTakenAwayGivesBackWhatItHeld() throws Exception {
        gate.policies.set(no());
        file();

        gate.policies.set();
        pass();

        assertThat(gate.versions("x")).containsExactly("1 P");
        assertThat(file().status()).isEqualTo(200);
        assertThat(upstream.asked("files/x/f")).isEqualTo(1);
        assertThat(gate.audit()).filteredOn("QUARANTINE lines:x"::equals).hasSize(2);
    }

    @Test
    void aNewPolicyHoldsWhatIsStored() throws Exception {
        assertThat(file().status()).isEqualTo(200);
        gate.local("x", "2");

        gate.policies.set(no());
        pass();

        assertThat(gate.file("x", "2", "x-2").status()).isEqualTo(403);
        assertThat(file().status()).isEqualTo(403);
        assertThat(gate.versions("x")).containsExactly("403");
    }

    @Test
    void aNameThatCannotBeJudgedKeepsNoOtherFromItAndIsTriedAgain() throws Exception {
        assertThat(file().status()).isEqualTo(200);
        gate.local("y", "1");
        gate.judge.says(
                "no",
                subject -> {
                    if (subject.declaredName().equals("x")) {
                        gate.kernel().epochs().move(gate.key("x"));
                    }
                    return new Judgement.Matched(List.of("bad"), "{}");
                });
        gate.policies.set(policy("no", 1, REGO, QUARANTINE));

        assertThat(gate.services.policies().pass().runIfDue()).isTrue();

        assertThat(gate.file("y", "1", "y-1").status()).isEqualTo(403);
        assertThat(gate.services.policies().pass().runIfDue()).isFalse();
        gate.clock.advance(Duration.ofMinutes(1));
        gate.judge.matches("no", "it is bad");
        assertThat(gate.services.policies().pass().runIfDue()).isTrue();
        assertThat(file().status()).isEqualTo(403);
    }

    @Test
    void aPassIsDueOnceForEachChangeOfPolicies() throws Exception {
        gate.policies.set(no());

        assertThat(gate.services.policies().pass().runIfDue()).isTrue();
        assertThat(gate.services.policies().pass().runIfDue()).isFalse();
    }

    @Test
    void tagsOfAPolicyAreShownBesideThoseSetByHandAndGoWithIt() throws Exception {
        gate.judge.matches("tag");
        gate.policies.set(
                policy("tag", 1, REGO, new PolicyAction.AddTags("t", 0, List.of("odd", "mine"))));
        assertThat(file().status()).isEqualTo(200);
        assertThat(tags()).containsExactly("mine", "odd");
        gate.services
                .items()
                .tag(
                        gate.mount(),
                        packed.stored("1").item(),
                        "alice",
                        before -> List.of(new ItemTag("mine", false, gate.clock.instant())));

        gate.policies.set();
        pass();

        assertThat(tags()).containsExactly("mine");
    }

    private List<String> tags() throws Exception {
        return packed.stored("1").state().tags().stream().map(ItemTag::name).sorted().toList();
    }

    @Test
    void aQuarantineByHandOutlivesPolicies() throws Exception {
        assertThat(file().status()).isEqualTo(200);
        gate.services.items().hold(gate.mount(), packed.stored("1").item(), "alice", "odd");
        gate.judge.matches("free");

        gate.policies.set(policy("free", 1, REGO, state(PackageState.AVAILABLE)));
        pass();

        assertThat(Gate.text(file())).isEqualTo("Quarantined by alice: odd");
    }

    @Test
    void anExemptionLetsThroughUntilItEnds() throws Exception {
        var exemption =
                new Exemption(
                        "e",
                        LineFormat.named("x"),
                        new Version("1"),
                        "alice",
                        "we looked at it",
                        gate.clock.instant(),
                        gate.clock.instant().plus(Duration.ofDays(1)));
        gate.policies.set(List.of(exemption), no());

        assertThat(file().status()).isEqualTo(200);
        assertThat(gate.judge.asked).isEmpty();

        gate.clock.advance(Duration.ofDays(2));
        assertThat(file().status()).isEqualTo(403);
    }

    @Test
    void policiesThatChangeWhileOneIsAskedAreAskedAgain() throws Exception {
        var first = new AtomicInteger();
        gate.judge.says(
                "p",
                s -> {
                    if (first.getAndIncrement() == 0) {
                        gate.policies.set(no());
                    }
                    return new Judgement.Passed("{}");
                });
        gate.policies.set(policy("p", 1, REGO, QUARANTINE));

        assertThat(file().status()).isEqualTo(403);
    }

    @Test
    void aVersionOnAListIsHiddenBeforeAnythingOfItCame() throws Exception {
        gate.policies.set(Sample.policy("list", 1, block("lines:x:1"), QUARANTINE));

        assertThat(gate.versions("x")).containsExactly("403");
        Response refused = file();
        assertThat(refused.status()).isEqualTo(403);
        assertThat(Gate.text(refused)).isEqualTo("Blocked by policy list: is blocked");
        assertThat(upstream.asked("files/x/f")).isZero();
    }

    private static PolicyRule block(String pattern) {
        return new PolicyRule.Block(List.of(PackagePattern.parse(pattern)));
    }

    @Test
    void aRenderingThatIsKeptEndsWithAChangeOfPolicies() throws Exception {
        gate.index("x");
        var head = gate.head(Method.GET, "index/x", Headers.none());
        assertThat(gate.router.ready(head, Gate.ALICE)).isPresent();

        gate.policies.set(Sample.policy("list", 1, block("lines:x"), QUARANTINE));

        assertThat(gate.router.ready(head, Gate.ALICE)).isEmpty();
        assertThat(gate.versions("x")).containsExactly("403");
    }

    @Test
    void whatIsStoredIsJudgedAgainWhenItsTimeIsOver() throws Exception {
        gate.judge.says("clock", s -> new Judgement.Passed("{}"));
        gate.judge.reading("clock");
        gate.policies.set(policy("clock", 1, REGO, QUARANTINE));
        assertThat(file().status()).isEqualTo(200);
        gate.judge.matches("clock", "it is late");

        assertThat(file().status()).isEqualTo(200);
        gate.clock.advance(Duration.ofHours(1));

        assertThat(file().status()).isEqualTo(403);
        assertThat(gate.versions("x")).containsExactly("403");
    }

    @Test
    void aVersionOfUnknownAgeIsTooYoungAndThePoliciesOfOthersAreNotAsked() throws Exception {
        gate.policies.set(
                policy(
                        "cool",
                        1,
                        new PolicyRule.MinimumAge(Duration.ofDays(7), false),
                        QUARANTINE));
        gate.local("y", "1");

        assertThat(gate.versions("x")).containsExactly("403");
        assertThat(gate.versions("y")).containsExactly("1 local");
    }

    @Test
    void whatIsStoredIsHeldForAMinuteByAPolicyThatRunsOutOfTime() throws Exception {
        assertThat(file().status()).isEqualTo(200);
        gate.judge.says("slow", s -> new Judgement.Failed("1 s", true));
        gate.policies.set(policy("slow", 1, REGO, QUARANTINE));
        pass();
        assertThat(file().status()).isEqualTo(403);

        gate.judge.says("slow", s -> new Judgement.Passed("{}"));
        gate.clock.advance(Duration.ofMinutes(1));

        assertThat(file().status()).isEqualTo(200);
    }

    @Test
    void soIsWhatIsPublishedMeanwhile() throws Exception {
        gate.judge.says("slow", s -> new Judgement.Failed("1 s", true));
        gate.policies.set(policy("slow", 1, REGO, QUARANTINE));
        gate.local("y", "1");
        assertThat(gate.file("y", "1", "y-1").status()).isEqualTo(403);

        gate.judge.says("slow", s -> new Judgement.Passed("{}"));
        gate.clock.advance(Duration.ofMinutes(1));

        assertThat(gate.file("y", "1", "y-1").status()).isEqualTo(200);
    }
}
