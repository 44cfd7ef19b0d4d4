package dev.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.joining;

import dev.gatehouse.server.testing.Ecosystem;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.Script;
import dev.gatehouse.server.testing.ScriptedUpstream;
import dev.gatehouse.server.testing.SetClock;
import dev.gatehouse.server.testing.Shelf;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Every failure of a trusted source, before and after it was known not to have the name, for every
 * kind of request: an untrusted source that has the name is neither asked nor heard.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FailOpenMatrix {
    private static final String MARKER = "from-the-untrusted-source";
    private static final String VERSION = "1.0.0";
    private static final int AT_ONCE = 24;

    /**
     * What a client asks for.
     *
     * @param url of a package's version below a mount
     */
    record Asked(String name, String method, UrlOf url, String accept) {}

    /** Where something of a version is. */
    @FunctionalInterface
    interface UrlOf {
        URI of(URI mount, String name, String version);
    }

    /** One row of the matrix; each has a repository and a trusted source of its own. */
    private record Case(TrustedFailure failure, boolean warm, Asked asked) {
        /** Of the package. */
        String name() {
            return "probe-%s-%s-%s".formatted(failure.name(), warm ? "warm" : "cold", asked.name());
        }

        String trusted() {
            return "trusted-of-" + name();
        }
    }

    private final List<Case> cases = new ArrayList<>();
    private final Map<Case, ScriptedUpstream> trusted = new LinkedHashMap<>();
    private final Map<Case, HttpResponse<String>> answers = new LinkedHashMap<>();
    private final Map<Case, HttpResponse<String>> before = new LinkedHashMap<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Ecosystem format = ecosystem();
    private ScriptedUpstream untrusted;
    private ScriptedUpstream elsewhere;
    private RunningGate gate;

    abstract Ecosystem ecosystem();

    /** All that a client may ask for; its index comes first. */
    abstract List<Asked> asked();

    /** How indexes of the format look, and what does not look like one. */
    abstract TrustedFailure.Documents documents();

    @BeforeAll
    void runTheMatrix(@TempDir Path directory) throws Exception {
        byte[] bomb =
                Script.gzip((" ".repeat(96 << 20) + "{}").getBytes(StandardCharsets.US_ASCII));
        for (TrustedFailure failure : TrustedFailure.all(documents(), bomb)) {
            for (boolean warm : new boolean[] {false, true}) {
                asked().forEach(a -> cases.add(new Case(failure, warm, a)));
            }
        }
        Shelf shelf = new Shelf();
        cases.forEach(c -> shelf.add(format.name(c.name()), VERSION, MARKER));
        untrusted = opened(ScriptedUpstream.answering(format.registry(shelf)));
        elsewhere = opened(ScriptedUpstream.always(Script.status(404)));
        for (Case one : cases) {
            trusted.put(one, opened(ScriptedUpstream.always(Script.status(404))));
        }
        var clock = new SetClock();
        gate = opened(RunningGate.start(directory, repositories("10s", "10s"), clock));
        before.putAll(ask(cases.stream().filter(Case::warm).toList(), asked().getFirst()));
        gate.reload(repositories("10s", "1s"));
        clock.forward(Duration.ofMinutes(10));
        cases.forEach(this::breakTrusted);
        untrusted.forgetRequests();
        for (Asked asked : asked()) {
            answers.putAll(
                    ask(
                            cases.stream()
                                    .filter(c -> c.asked().name().equals(asked.name()))
                                    .toList(),
                            asked));
        }
    }

    @AfterAll
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    @Test
    void theMatrixHasAtLeast120Cases(TestReporter reporter) {
        reporter.publishEntry("fail-open cases", Integer.toString(cases.size()));

        assertThat(cases).hasSizeGreaterThanOrEqualTo(120);
        assertThat(answers.keySet()).containsExactlyInAnyOrderElementsOf(cases);
    }

    @TestFactory
    Stream<DynamicTest> theUntrustedSourceWasServedWhileTheTrustedOneSaidThatItHasNoSuchName() {
        return cases.stream()
                .filter(Case::warm)
                .map(
                        c ->
                                DynamicTest.dynamicTest(
                                        c.name(),
                                        () ->
                                                assertThat(format.versions(of(before, c)))
                                                        .containsExactly(VERSION)));
    }

    @TestFactory
    Stream<DynamicTest> aTrustedSourceThatFailsIsNeverTakenForOneThatHasNoSuchName() {
        return cases.stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> assertUndecided(c)));
    }

    private void assertUndecided(Case one) {
        HttpResponse<String> answer = of(answers, one);
        String text = text(answer);
        assertThat(text).startsWith("503").doesNotContain(MARKER).contains(one.trusted());
        assertThat(answer.headers().firstValueAsLong("retry-after").orElse(999)).isBetween(0L, 10L);
        if (answer.request().method().equals("GET")) {
            assertThat(answer.body())
                    .contains("Undecided by rule 4: " + one.trusted() + " did not answer");
        }
        assertThat(untrusted.requests()).noneMatch(r -> r.target().contains(one.name()));
        assertThat(elsewhere.requests()).noneMatch(r -> r.target().contains(one.name()));
        if (one.failure().script().isPresent()) {
            assertThat(of(trusted, one).requests()).anyMatch(r -> r.target().contains(one.name()));
        }
    }

    private static <T> T of(Map<Case, T> all, Case one) {
        return Objects.requireNonNull(all.get(one), one::name);
    }

    private static String text(HttpResponse<String> answer) {
        return answer.statusCode() + "\n" + answer.headers().map() + "\n" + answer.body();
    }

    private void breakTrusted(Case one) {
        ScriptedUpstream source = of(trusted, one);
        source.forgetRequests();
        one.failure()
                .script()
                .ifPresentOrElse(
                        s -> source.answer(_ -> s.apply(format.name(one.name()), elsewhere.url())),
                        source::close);
    }

    private Map<Case, HttpResponse<String>> ask(List<Case> cases, Asked asked) throws Exception {
        Map<Case, Future<HttpResponse<String>>> asking = new LinkedHashMap<>();
        Map<Case, HttpResponse<String>> answers = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Case one : cases) {
                Callable<HttpResponse<String>> task = () -> ask(one, asked);
                asking.put(one, threads.submit(task));
            }
            for (var one : asking.entrySet()) {
                answers.put(one.getKey(), one.getValue().get());
            }
        }
        return answers;
    }

    private HttpResponse<String> ask(Case one, Asked asked) throws Exception {
        URI mount = gate.mount("of-" + one.name(), format.format());
        URI url = asked.url().of(mount, format.name(one.name()), VERSION);
        return gate.send(asked.method(), url, "", "Accept", asked.accept());
    }

    /** Only what a deadline ends has a short one: under load even loopback takes its time. */
    private String repositories(String deadline, String deadlineOfSlow) {
        return cases.stream()
                .map(c -> repository(c, c.failure().slow() ? deadlineOfSlow : deadline))
                .collect(joining());
    }

    private String repository(Case one, String deadline) {
        return RunningGate.block(
                "of-" + one.name(),
                format.format(),
                "upstreams:",
                RunningGate.upstream(
                        one.trusted(),
                        format.upstream(of(trusted, one).url()),
                        "trusted",
                        "presence-timeout: " + deadline,
                        "timeout: " + deadline,
                        "idle-timeout: " + deadline),
                RunningGate.upstream("public", format.upstream(untrusted.url()), "untrusted"));
    }

    private <T extends AutoCloseable> T opened(T one) {
        open.add(one);
        return one;
    }
}
