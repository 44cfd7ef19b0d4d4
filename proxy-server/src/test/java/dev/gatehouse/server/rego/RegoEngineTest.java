package dev.gatehouse.server.rego;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.policy.Judgement;
import dev.gatehouse.core.policy.Judgement.Failed;
import dev.gatehouse.core.policy.Judgement.Matched;
import dev.gatehouse.core.policy.Judgement.Passed;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

class RegoEngineTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    /** Before a policy can have used up its memory, which ends it as well. */
    private static final Duration SHORT = Duration.ofMillis(100);

    private static final String UNHARMED = "match if true\n\nreason contains \"here\"";

    private RegoRig rig;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        rig = new RegoRig(LONG);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void reasons_are_those_of_a_set_an_array_an_object_or_a_string() throws Exception {
        assertThat(reasons("reason contains \"b\"\n\nreason contains \"a\""))
                .containsExactly("a", "b");
        assertThat(reasons("reason := [\"b\", \"a\", 3]")).containsExactly("b", "a", "3");
        assertThat(reasons("reason[\"why\"] := true")).containsExactly("why");
        assertThat(reasons("reason := \"so\"")).containsExactly("so");
        assertThat(reasons("reason := null")).isEmpty();
        assertThat(reasons("other := 1")).isEmpty();
    }

    private List<String> reasons(String rules) throws InterruptedException {
        return ((Matched) rig.ask("match := true\n\n" + rules)).reasons();
    }

    @Test
    void all_that_is_exported_is_kept_as_json() throws Exception {
        Judgement judgement =
                rig.ask(
                        """
                        default match := false

                        score := 9.5

                        names contains input.v0.package.name
                        """);

        assertThat(judgement)
                .isEqualTo(new Passed("{\"match\":false,\"names\":[\"x\"],\"score\":9.5}"));
    }

    @Test
    void of_a_policy_that_exports_too_much_only_the_decision_is_kept() throws Exception {
        Judgement judgement =
                rig.ask("match := true\n\nreason := \"so\"\n\nall := numbers.range(1, 20000)");

        assertThat(judgement).isEqualTo(new Matched(List.of("so"), "{\"match\":true}"));
    }

    @Test
    void an_undefined_match_is_none_and_one_of_another_type_is_an_error() throws Exception {
        assertThat(rig.ask("match if input.v0.package.nothing")).isEqualTo(new Passed("{}"));
        assertThat(rig.ask("match := \"yes\""))
                .isEqualTo(new Failed("match is no boolean but \"yes\"", false));
        assertThat(rig.ask("match contains 1 if true")).isInstanceOf(Failed.class);
    }

    @Test
    void a_policy_that_contradicts_itself_fails_and_the_next_question_is_answered()
            throws Exception {
        RegoModule policy = rig.policy("match := true if input.a\n\nmatch := false if input.b");

        Judgement both = rig.ask(policy, "{\"a\": true, \"b\": true}");
        Judgement one = rig.ask(policy, "{\"a\": true}");

        assertThat(both).isInstanceOf(Failed.class);
        assertThat(((Failed) both).overtime()).isFalse();
        assertThat(((Failed) both).message()).contains("conflict");
        assertThat(one).isInstanceOf(Matched.class);
    }

    @Test
    void a_policy_that_takes_too_much_memory_fails_alone() throws Exception {
        Judgement greedy =
                rig.ask(
                        """
                        match if count(all) > 1

                        all := [[i, j, "some text"] | some i in numbers.range(1, 3000); some j in numbers.range(1, 3000)]
                        """);

        assertThat(greedy).isInstanceOf(Failed.class);
        assertThat(((Failed) greedy).overtime()).isFalse();
        assertThat(rig.ask(UNHARMED)).isInstanceOf(Matched.class);
    }

    @Test
    void a_function_that_would_make_too_much_fails_the_policy() throws Exception {
        assertThat(rig.ask("match if count(numbers.range_step(0, 1000000000000, 1)) > 1"))
                .isInstanceOf(Failed.class);
        assertThat(rig.ask("match if count(net.cidr_expand(\"10.0.0.0/8\")) > 1"))
                .isInstanceOf(Failed.class);
        assertThat(rig.ask("match if count(sprintf(\"%9000000d\", [1])) > 1"))
                .isInstanceOf(Failed.class);
    }

    @Test
    void an_input_that_is_no_json_fails_and_one_that_is_large_does_not() throws Exception {
        RegoModule policy = rig.policy("match if input.large");
        String large = "{\"large\": \"" + "x".repeat(5_000_000) + "\"}";

        assertThat(rig.ask(policy, "{\"large\": ")).isNotInstanceOf(Matched.class);
        assertThat(rig.ask(policy, large)).isInstanceOf(Matched.class);
        assertThat(rig.ask(policy, "{\"large\": true}")).isInstanceOf(Matched.class);
    }

    @Test
    void policies_without_end_are_stopped_and_the_others_go_on() throws Exception {
        try (var hurried = new RegoRig(SHORT);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            RegoModule endless =
                    hurried.policy(
                            """
                            match if {
                            	some a in numbers.range(1, 2000)
                            	some b in numbers.range(1, 2000)
                            	some c in numbers.range(1, 2000)
                            	a * b * c == -1
                            }
                            """);
            RegoModule unharmed = hurried.policy(UNHARMED);
            List<Callable<Judgement>> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                calls.add(() -> hurried.ask(endless, "{}"));
            }

            for (var stopped : callers.invokeAll(calls)) {
                assertThat(stopped.get())
                        .isEqualTo(new Failed("it took longer than 100 milliseconds", true));
            }
            assertThat(untilAnswered(hurried, unharmed)).isInstanceOf(Matched.class);
        }
    }

    /** On a busy machine an honest policy may be late as well. */
    private static Judgement untilAnswered(RegoRig rig, RegoModule policy)
            throws InterruptedException {
        Judgement judgement = rig.ask(policy, "{}");
        for (int i = 0; i < 100 && judgement instanceof Failed; i++) {
            judgement = rig.ask(policy, "{}");
        }
        return judgement;
    }

    @Test
    void a_function_call_without_end_is_stopped_too() throws Exception {
        try (var hurried = new RegoRig(SHORT)) {
            RegoModule endless =
                    hurried.policy(
                            """
                            match if {
                            	some a in numbers.range(1, 2000)
                            	some b in numbers.range(1, 2000)
                            	some c in numbers.range(1, 2000)
                            	semver.compare(sprintf("%d.%d.%d", [a, b, c]), "0.0.0") < 0
                            }
                            """);

            Judgement stopped = hurried.ask(endless, "{}");

            assertThat(stopped).isInstanceOf(Failed.class);
            assertThat(((Failed) stopped).overtime()).isTrue();
        }
    }

    @Test
    void the_clock_stands_still_throughout_an_evaluation() throws Exception {
        assertThat(rig.ask("match if time.now_ns() == " + RegoBatch.NOW))
                .isInstanceOf(Matched.class);
    }

    @Test
    void a_closed_engine_says_so() throws Exception {
        RegoModule policy = rig.policy(UNHARMED);
        rig.close();

        assertThat(rig.ask(policy, "{}")).isEqualTo(new Failed("the server is stopping", false));
    }
}
