package dev.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.joining;

import dev.gatehouse.server.testing.MadeUpRegistry;
import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.Script;
import dev.gatehouse.server.testing.ScriptedUpstream;
import dev.gatehouse.server.testing.SetClock;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
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
import java.util.Locale;
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
final class FailOpenIT {
    private static final String MARKER = "from-the-untrusted-source";
    private static final int AT_ONCE = 24;

    /** What a client asks for. */
    private enum Asked {
        INDEX("GET", "", "application/json"),
        ABBREVIATED("GET", "", "application/vnd.npm.install-v1+json"),
        VERSION("GET", "/1.0.0", "application/json"),
        LATEST("GET", "/latest", "application/json"),
        TARBALL("GET", "/-/%s-1.0.0.tgz", "*/*"),
        TARBALL_HEAD("HEAD", "/-/%s-1.0.0.tgz", "*/*");

        private final String method;
        private final String path;
        private final String accept;

        Asked(String method, String path, String accept) {
            this.method = method;
            this.path = path;
            this.accept = accept;
        }
    }

    /** One row of the matrix; each has a repository and a trusted source of its own. */
    private record Case(TrustedFailure failure, boolean warm, Asked asked) {
        /** Of the package. */
        String name() {
            return "probe-%s-%s-%s"
                    .formatted(
                            failure.name(),
                            warm ? "warm" : "cold",
                            asked.name().toLowerCase(Locale.ROOT))
                    .replace('_', '-');
        }

        String trusted() {
            return "trusted-of-" + name();
        }
    }

    @TempDir private static Path directory;

    private static final List<Case> CASES = new ArrayList<>();
    private static final Map<Case, ScriptedUpstream> TRUSTED = new LinkedHashMap<>();
    private static final Map<Case, HttpResponse<String>> ANSWERS = new LinkedHashMap<>();
    private static final Map<Case, HttpResponse<String>> BEFORE = new LinkedHashMap<>();
    private static final MadeUpRegistry REGISTRY = new MadeUpRegistry();
    private static final List<AutoCloseable> OPEN = new ArrayList<>();
    private static ScriptedUpstream untrusted;
    private static ScriptedUpstream elsewhere;
    private static RunningGate gate;

    @BeforeAll
    static void runTheMatrix() throws Exception {
        byte[] bomb =
                Script.gzip((" ".repeat(96 << 20) + "{}").getBytes(StandardCharsets.US_ASCII));
        for (TrustedFailure failure : TrustedFailure.all(bomb)) {
            for (boolean warm : new boolean[] {false, true}) {
                Stream.of(Asked.values()).forEach(a -> CASES.add(new Case(failure, warm, a)));
            }
        }
        CASES.forEach(c -> REGISTRY.add(NpmPackage.of(c.name(), "1.0.0", MARKER)));
        untrusted = opened(ScriptedUpstream.answering(REGISTRY));
        elsewhere = opened(ScriptedUpstream.always(Script.status(404)));
        for (Case one : CASES) {
            TRUSTED.put(one, opened(ScriptedUpstream.always(Script.status(404))));
        }
        var clock = new SetClock();
        gate = opened(RunningGate.start(directory, repositories("10s"), clock));
        BEFORE.putAll(ask(CASES.stream().filter(Case::warm).toList(), Asked.INDEX));
        gate.reload(repositories("300ms"));
        clock.forward(Duration.ofMinutes(10));
        CASES.forEach(FailOpenIT::breakTrusted);
        untrusted.forgetRequests();
        for (Asked asked : Asked.values()) {
            ANSWERS.putAll(ask(CASES.stream().filter(c -> c.asked() == asked).toList(), asked));
        }
    }

    @AfterAll
    static void close() throws Exception {
        for (AutoCloseable one : OPEN.reversed()) {
            one.close();
        }
    }

    @Test
    void theMatrixHasAtLeast120Cases(TestReporter reporter) {
        reporter.publishEntry("fail-open cases", Integer.toString(CASES.size()));

        assertThat(CASES).hasSizeGreaterThanOrEqualTo(120);
        assertThat(ANSWERS.keySet()).containsExactlyInAnyOrderElementsOf(CASES);
    }

    @TestFactory
    Stream<DynamicTest> theUntrustedSourceWasServedWhileTheTrustedOneSaidThatItHasNoSuchName() {
        return CASES.stream()
                .filter(Case::warm)
                .map(
                        c ->
                                DynamicTest.dynamicTest(
                                        c.name(),
                                        () ->
                                                assertThat(text(of(BEFORE, c)))
                                                        .startsWith("200")
                                                        .contains(MARKER)));
    }

    @TestFactory
    Stream<DynamicTest> aTrustedSourceThatFailsIsNeverTakenForOneThatHasNoSuchName() {
        return CASES.stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> assertUndecided(c)));
    }

    private static void assertUndecided(Case one) {
        HttpResponse<String> answer = of(ANSWERS, one);
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
            assertThat(of(TRUSTED, one).requests()).anyMatch(r -> r.target().contains(one.name()));
        }
    }

    private static <T> T of(Map<Case, T> all, Case one) {
        return Objects.requireNonNull(all.get(one), one::name);
    }

    private static String text(HttpResponse<String> answer) {
        return answer.statusCode() + "\n" + answer.headers().map() + "\n" + answer.body();
    }

    private static void breakTrusted(Case one) {
        ScriptedUpstream trusted = of(TRUSTED, one);
        trusted.forgetRequests();
        one.failure()
                .script()
                .ifPresentOrElse(
                        s -> trusted.answer(_ -> s.apply(one.name(), elsewhere.url())),
                        trusted::close);
    }

    private static Map<Case, HttpResponse<String>> ask(List<Case> cases, Asked asked)
            throws Exception {
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

    private static HttpResponse<String> ask(Case one, Asked asked) throws Exception {
        URI registry = gate.registry("of-" + one.name());
        URI url = registry.resolve(one.name() + asked.path.formatted(one.name()));
        return gate.send(asked.method, url, "", "Accept", asked.accept);
    }

    private static String repositories(String presenceTimeout) {
        return CASES.stream()
                .map(
                        c ->
                                RunningGate.npm(
                                        "of-" + c.name(),
                                        "upstreams:",
                                        RunningGate.upstream(
                                                c.trusted(),
                                                of(TRUSTED, c).url(),
                                                "trusted",
                                                "presence-timeout: " + presenceTimeout,
                                                "timeout: 1s",
                                                "idle-timeout: 1s"),
                                        RunningGate.upstream(
                                                "public", untrusted.url(), "untrusted")))
                .collect(joining());
    }

    private static <T extends AutoCloseable> T opened(T one) {
        OPEN.add(one);
        return one;
    }
}
