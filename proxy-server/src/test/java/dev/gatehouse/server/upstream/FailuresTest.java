package dev.gatehouse.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.server.testing.RefusingPort;
import dev.gatehouse.server.testing.Script;
import dev.gatehouse.server.testing.ScriptedUpstream;
import dev.gatehouse.server.testing.Step;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Upstreams that do not answer: what is said, what is tried again, what is let be. */
class FailuresTest {
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration LONG = TestedClient.PRESENCE;

    @Test
    void aRefusedConnectionIsBroken() throws Exception {
        try (var port = RefusingPort.open();
                var client = TestedClient.of(port.url())) {
            assertBroken(client.index("acme-lib"), "connection refused");
        }
    }

    @Test
    void anUnknownNameIsBroken() throws Exception {
        try (var client = TestedClient.of(URI.create("http://nowhere.example/"))) {
            assertBroken(client.index("acme-lib"), "no address");
        }
    }

    @Test
    void silenceIsBrokenWhenThePresenceTimeoutIsOver() throws Exception {
        assertTimesOut(Script.silence());
    }

    @Test
    void aHeadThatTricklesIsBrokenWhenThePresenceTimeoutIsOver() throws Exception {
        assertTimesOut(Script.json("{}").trickledFromTheStart(30));
    }

    @Test
    void retriesAndRedirectsShareThePresenceTimeout() throws Exception {
        assertTimesOut(Script.redirect(302, "/again").after(Duration.ofMillis(150)));
    }

    @Test
    void anInterimFloodIsBroken() throws Exception {
        String interim = "HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n";
        try (var upstream = ScriptedUpstream.always(Script.raw(interim.repeat(100)));
                var client = once(upstream)) {
            assertBroken(client.index("acme-lib"), "malformed");
        }
    }

    @Test
    void aResetIsTriedAgainUntilItWorks() throws Exception {
        var count = new AtomicInteger();
        try (var upstream =
                        ScriptedUpstream.answering(
                                request ->
                                        count.incrementAndGet() < 3
                                                ? Script.reset()
                                                : Script.json("{}"));
                var client = TestedClient.of(upstream.url())) {
            assertThat(TestedClient.text(client.index("acme-lib"))).isEqualTo("{}");
            assertThat(upstream.requests()).hasSize(3);
        }
    }

    @Test
    void a503IsTriedAgainUnlessItSaysWhen() throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(
                                request ->
                                        request.path().equals("/later")
                                                ? Script.status(503).header("Retry-After", "1")
                                                : Script.status(503));
                var client = TestedClient.of(upstream.url())) {
            assertBroken(client.index("now"), "503");
            assertBroken(client.index("later"), "503");

            assertThat(upstream.requests("/now")).hasSize(3);
            assertThat(upstream.requests("/later")).hasSize(1);
        }
    }

    @Test
    void aConnectionThatWentStaleIsReplaced() throws Exception {
        try (var upstream = ScriptedUpstream.always(Script.json("{}"));
                var client = once(upstream)) {
            TestedClient.text(client.index("one"));
            upstream.dropConnections();

            assertThat(TestedClient.text(client.index("two"))).isEqualTo("{}");
        }
    }

    @Test
    void anOpenBreakerAnswersWithoutAsking() throws Exception {
        try (var upstream = ScriptedUpstream.always(Script.status(500));
                var client =
                        new TestedClient(
                                UpstreamSettings.of(upstream.url())
                                        .with(
                                                new CircuitBreaker.Settings(
                                                        2, Duration.ofHours(1))))) {
            assertBroken(client.index("a"), "500");
            assertBroken(client.index("b"), "500");

            assertBroken(client.index("c"), "circuit breaker");

            assertThat(upstream.requests()).hasSize(2);
        }
    }

    @Test
    void refusalsDoNotTripTheBreaker() throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(
                                r -> Script.status(r.path().equals("/a") ? 429 : 404));
                var client =
                        new TestedClient(
                                UpstreamSettings.of(upstream.url())
                                        .with(
                                                new CircuitBreaker.Settings(
                                                        1, Duration.ofHours(1))))) {
            assertThat(client.index("a")).isInstanceOf(UpstreamReply.Refused.class);
            assertThat(client.index("b")).isInstanceOf(UpstreamReply.Missing.class);
            assertThat(client.index("b")).isInstanceOf(UpstreamReply.Missing.class);
        }
    }

    @Test
    void brokenBodiesTripTheBreaker() throws Exception {
        try (var upstream = ScriptedUpstream.always(Script.json("{}").truncatedTo(1));
                var client =
                        new TestedClient(
                                UpstreamSettings.of(upstream.url())
                                        .with(
                                                new CircuitBreaker.Settings(
                                                        1, Duration.ofHours(1))))) {
            try (var reply = client.index("a")) {
                assertThat(reply).isInstanceOf(UpstreamReply.Found.class);
                ((UpstreamReply.Found) reply).body().readAllBytes();
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("cut off");
            }
            assertBroken(client.index("b"), "circuit breaker");
        }
    }

    @Test
    void thePoolBoundsConnections() throws Exception {
        var limits = UpstreamLimits.DEFAULT.withConnections(2);
        var most = new AtomicInteger();
        try (var upstream = ScriptedUpstream.always(Script.silence());
                var client = new TestedClient(UpstreamSettings.of(upstream.url()).with(limits))) {
            upstream.answer(
                    request -> {
                        most.accumulateAndGet(upstream.openConnections(), Math::max);
                        return Script.status(404).after(Duration.ofMillis(30));
                    });

            var waiting = Stream.generate(() -> background(client)).limit(10).toList();

            for (var reply : waiting) {
                assertThat(reply.get(20, TimeUnit.SECONDS))
                        .isEqualTo(new UpstreamReply.Missing(404));
            }
            assertThat(most).hasValue(2);
        }
    }

    @Test
    void anInterruptEndsARequestAtOnce() throws Exception {
        try (var upstream = ScriptedUpstream.always(Script.silence());
                var client = TestedClient.of(upstream.url())) {
            var interrupted = new CompletableFuture<Boolean>();
            Thread thread =
                    Thread.startVirtualThread(
                            () -> {
                                try {
                                    interrupted.complete(client.index("acme-lib") == null);
                                } catch (InterruptedException e) {
                                    interrupted.complete(true);
                                }
                            });
            assertThat(upstream.awaitRequests(1, LONG)).isTrue();

            thread.interrupt();

            assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(upstream.awaitNoConnections(LONG)).isTrue();
        }
    }

    @Test
    void aClosedUpstreamLeavesNothingRunning() throws Exception {
        try (var upstream = ScriptedUpstream.always(Script.of(Step.close()));
                var client = once(upstream)) {
            assertBroken(client.index("acme-lib"), "without an answer");
        }
    }

    private static CompletableFuture<UpstreamReply> background(TestedClient client) {
        var reply = new CompletableFuture<UpstreamReply>();
        Thread.startVirtualThread(
                () -> {
                    try {
                        reply.complete(client.index("acme-lib"));
                    } catch (InterruptedException e) {
                        reply.completeExceptionally(e);
                    }
                });
        return reply;
    }

    private static void assertTimesOut(Script script) throws Exception {
        try (var upstream = ScriptedUpstream.always(script);
                var client = TestedClient.of(upstream.url()).withPresenceTimeout(SHORT)) {
            assertBroken(client.index("acme-lib"), "in time");
            assertThat(upstream.awaitNoConnections(LONG)).isTrue();
        }
    }

    private static TestedClient once(ScriptedUpstream upstream) {
        return new TestedClient(
                UpstreamSettings.of(upstream.url()).with(UpstreamLimits.DEFAULT.withAttempts(1)));
    }

    private static void assertBroken(UpstreamReply reply, String reason) {
        assertThat(reply)
                .isInstanceOfSatisfying(
                        UpstreamReply.Broken.class,
                        broken -> assertThat(broken.reason()).contains(reason));
    }
}
