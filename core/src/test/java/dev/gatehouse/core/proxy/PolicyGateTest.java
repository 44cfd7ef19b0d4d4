package dev.gatehouse.core.proxy;

import static dev.gatehouse.core.policy.Sample.policy;
import static dev.gatehouse.core.policy.Sample.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.ItemTag;
import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.policy.Judgement;
import dev.gatehouse.core.policy.Sample;
import dev.gatehouse.core.store.StoredDecision;
import dev.gatehouse.core.upstream.Mode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A file leaves only after policies were asked, and what they say is kept, told and taken back. */
class PolicyGateTest extends RuledX {
    private List<StoredDecision> log() throws Exception {
        return gate.metadata.policies().decisions(Optional.empty(), false, 1000);
    }

    @Test
    void aFetchedFileThatAPolicyMatchesIsRefusedWithPolicyReasonAndDecision() throws Exception {
        gate.policies.set(no());

        Response refused = file();

        assertThat(refused.status()).isEqualTo(403);
        assertThat(Gate.text(refused)).isEqualTo("Blocked by policy no: it is bad");
        assertThat(gate.versions("x")).containsExactly("403");
        assertThat(gate.provenance("x")).isEmpty();
        assertThat(log()).singleElement().satisfies(d -> assertThat(d.match()).isTrue());
        assertThat(gate.audit()).contains("QUARANTINE lines:x");
    }

    @Test
    void theSameAnswerIsGivenAgainWithoutAnotherQuestionToAnybody() throws Exception {
        gate.policies.set(no());
        file();

        assertThat(file().status()).isEqualTo(403);
        assertThat(gate.ask(Method.HEAD, "file/x/1/f", "", Gate.ALICE).status()).isEqualTo(403);
        assertThat(upstream.asked("files/x/f")).isEqualTo(1);
        assertThat(gate.judge.asked).containsExactly("no");
    }

    @Test
    void whatNoPolicyMatchesIsServedAndLoggedOnce() throws Exception {
        gate.policies.set(policy("yes", 1, REGO, QUARANTINE));

        assertThat(file().status()).isEqualTo(200);
        assertThat(file().status()).isEqualTo(200);

        assertThat(log()).singleElement().satisfies(d -> assertThat(d.match()).isFalse());
        assertThat(gate.metadata.policies().input(log().getFirst().input())).isPresent();
        assertThat(gate.provenance("x")).containsExactly("P");
    }

    @Test
    void aPublicationThatAPolicyMatchesIsTakenAndHeldBack() throws Exception {
        gate.policies.set(no());

        Response answer = gate.publish("y", "add 1 y-1 local 1");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.headers().first("x-gatehouse-notice"))
                .contains("QUARANTINED: Blocked by policy no: it is bad");
        assertThat(gate.versions("y")).containsExactly("403");
        assertThat(gate.file("y", "1", "y-1").status()).isEqualTo(403);
    }

    @Test
    void aReasonOfAnyLettersBreaksNoAnswer() throws Exception {
        gate.judge.matches("odd", "zeile\neins: \u00fcbel");
        gate.policies.set(policy("odd", 1, REGO, QUARANTINE));

        assertThat(gate.publish("y", "add 1 y-1 local 1").headers().first("x-gatehouse-notice"))
                .contains("QUARANTINED: Blocked by policy odd: zeile eins: ?bel");
        assertThat(gate.file("y", "1", "y-1").status()).isEqualTo(403);
    }

    @Test
    void aTagThatIsSetByHandIsAskedAboutAtOnce() throws Exception {
        gate.judge.says(
                "tagged",
                subject ->
                        subject.tags().stream().anyMatch(tag -> tag.name().equals("bad"))
                                ? new Judgement.Matched(List.of("it is bad"), "{}")
                                : new Judgement.Passed("{}"));
        gate.policies.set(policy("tagged", 1, REGO, QUARANTINE));
        assertThat(file().status()).isEqualTo(200);

        tag("bad");
        assertThat(file().status()).isEqualTo(403);

        tag("good");
        assertThat(file().status()).isEqualTo(200);
    }

    private void tag(String name) throws Exception {
        gate.services
                .items()
                .tag(
                        gate.mount(),
                        packed.stored("1").item(),
                        "alice",
                        before -> List.of(new ItemTag(name, false, gate.clock.instant())));
    }

    @ParameterizedTest
    @CsvSource({
        "QUARANTINED, 403, 403, QUARANTINED",
        "HIDDEN, 403, 403, HIDDEN",
        "DELETED, 404, 404, HIDDEN",
        "AVAILABLE, 200, 1 P, VISIBLE"
    })
    void eachStateHasItsAnswer(
            PackageState to, int status, String index, Explanation.State explained)
            throws Exception {
        gate.judge.matches("p");
        gate.policies.set(policy("p", 1, REGO, state(to)));

        assertThat(file().status()).isEqualTo(status);
        assertThat(file().status()).isEqualTo(status);
        assertThat(gate.versions("x")).containsExactly(index);
        var explanation =
                gate.services
                        .explain()
                        .explain(gate.mount(), LineFormat.named("x"), Optional.empty());
        assertThat(explanation.versions())
                .extracting(Explanation.ExplainedVersion::state)
                .containsExactly(explained);
    }

    @Test
    void anErrorRefusesAndADeadlineThatEndedMayBeTriedAgain() throws Exception {
        gate.policies.set(policy("p", 1, REGO, QUARANTINE));
        gate.judge.says("p", s -> new Judgement.Failed("too slow", true));
        assertThat(file().status()).isEqualTo(503);
        assertThat(log())
                .singleElement()
                .satisfies(d -> assertThat(d.error()).contains("too slow"));
        assertThat(gate.metadata.releases().files(gate.key("x"))).isEmpty();

        gate.judge.says("p", s -> new Judgement.Failed("it panicked", false));
        assertThat(file().status()).isEqualTo(403);
    }

    @Test
    void nothingOfALargeFileLeavesBeforeTheVerdict() throws Exception {
        byte[] large = new byte[3 << 20];
        upstream.index("big", Gate.line("1", "b", large)).file("big", "b", large);
        gate.policies.set(no());

        assertThat(gate.file("big", "1", "b").status()).isEqualTo(403);
    }

    @Test
    void manyWhoWantOneColdFileWaitForOneVerdict() throws Exception {
        var entered = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var times = new AtomicInteger();
        gate.judge.says(
                "p",
                s -> {
                    times.incrementAndGet();
                    entered.countDown();
                    await(go);
                    return new Judgement.Passed("{}");
                });
        gate.policies.set(policy("p", 1, REGO, QUARANTINE));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                answers.add(threads.submit(() -> file().status()));
            }
            entered.await();
            go.countDown();
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
        }

        assertThat(times.get()).isEqualTo(1);
        assertThat(upstream.asked("files/x/f")).isEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatAProxyOnlySourceSuppliesIsJudgedEachTime() throws Exception {
        gate.change("P", u -> Knobs.mode(u, Mode.PROXY_ONLY, true));
        gate.policies.set(policy("p", 1, REGO, QUARANTINE));

        assertThat(file().status()).isEqualTo(200);
        assertThat(file().status()).isEqualTo(200);

        assertThat(gate.judge.asked).containsExactly("p", "p");
    }

    @Test
    void oneOfAnotherRepositoryIsNotAsked() throws Exception {
        gate.policies.set(Sample.in(no(), "other"));

        assertThat(file().status()).isEqualTo(200);
        assertThat(log()).isEmpty();
    }
}
