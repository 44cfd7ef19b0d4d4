package dev.gatehouse.server;

import static dev.gatehouse.server.testing.RunningGate.TOKEN;
import static dev.gatehouse.server.testing.RunningGate.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.Answer;
import dev.gatehouse.server.testing.MadeUpRegistry;
import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.RefusingPort;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.Script;
import dev.gatehouse.server.testing.ScriptedUpstream;
import dev.gatehouse.server.testing.SeenSpan;
import dev.gatehouse.server.testing.TraceCollector;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** What a collector is told: one span for each request, and one for each call of an upstream. */
final class TracingIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

    private final MadeUpRegistry registry =
            MadeUpRegistry.of(NpmPackage.of("left-pad", "1.0.0", "from-upstream"));
    private TraceCollector collector;
    private ScriptedUpstream source;
    private RunningGate gate;

    @TempDir Path directory;

    @BeforeEach
    void start() throws Exception {
        collector = TraceCollector.start();
        source = ScriptedUpstream.answering(registry);
        gate =
                RunningGate.start(
                        directory,
                        configuration(source.url(), collector.configuration()),
                        InstantSource.system());
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
        source.close();
        collector.close();
    }

    private static String configuration(URI url, String telemetry) {
        return RunningGate.npm(
                        "main",
                        "upstreams:",
                        upstream("public", url, "trusted", "index-ttl: 0s", "presence-timeout: 1s"))
                + telemetry;
    }

    private void restartWith(URI url, String telemetry) throws Exception {
        gate.write(configuration(url, telemetry));
        gate.restart();
    }

    private HttpResponse<String> ask(String path, String... headers)
            throws IOException, InterruptedException {
        return gate.get(gate.registry("main").resolve(path), headers);
    }

    /** The first request for that path, when the collector has it and all that is below it. */
    private SeenSpan request(String path) throws InterruptedException {
        return collector.await(span -> span.attribute("url.path").equals("/main/npm/" + path));
    }

    private SeenSpan onlyCall(SeenSpan request) throws InterruptedException {
        collector.await(span -> span.isOfClient() && span.parent().equals(request.id()));
        assertThat(collector.callsOf(request)).hasSize(1);
        return collector.callsOf(request).getFirst();
    }

    private Answer document() {
        List<NpmPackage> versions = List.of(NpmPackage.of("left-pad", "1.0.0", "x"));
        String base = source.url().toString();
        return Script.json(MadeUpRegistry.packument("left-pad", versions, base));
    }

    @Test
    void aCallIsASpanBelowTheRequestThatItIsMadeFor() throws Exception {
        ask("left-pad?write=no");

        SeenSpan request = request("left-pad");
        SeenSpan call = onlyCall(request);
        assertThat(request.name()).isEqualTo("GET npm-index");
        assertThat(request.kind()).isEqualTo(2);
        assertThat(request.parent()).isEmpty();
        assertThat(request.attributes())
                .containsEntry("http.request.method", "GET")
                .containsEntry("http.route", "npm-index")
                .containsEntry("http.response.status_code", "200")
                .containsEntry("gatehouse.repository", "main")
                .containsEntry("gatehouse.format", "npm")
                .containsEntry("gatehouse.package", "left-pad");
        assertThat(call.trace()).isEqualTo(request.trace());
        assertThat(call.name()).isEqualTo("GET public");
        assertThat(call.attributes())
                .containsEntry("http.request.method", "GET")
                .containsEntry("url.full", source.url("/left-pad").toString())
                .containsEntry("server.address", "127.0.0.1")
                .containsEntry("server.port", Integer.toString(source.port()))
                .containsEntry("http.response.status_code", "200")
                .containsEntry("gatehouse.upstream", "public")
                .containsEntry("gatehouse.purpose", "index")
                .containsEntry("gatehouse.repository", "main")
                .containsEntry("gatehouse.format", "npm")
                .containsEntry("gatehouse.package", "left-pad")
                .doesNotContainKeys("error.type", "http.request.resend_count");
        assertThat(call.eventNames()).containsExactly("request", "head");
    }

    @Test
    void aFlightOfItsOwnThreadIsBelowTheRequestThatBeganIt() throws Exception {
        ask("left-pad/-/left-pad-1.0.0.tgz");

        SeenSpan request = request("left-pad/-/left-pad-1.0.0.tgz");
        SeenSpan file = collector.await(span -> span.attribute("gatehouse.purpose").equals("file"));
        assertThat(request.attribute("http.route")).isEqualTo("npm-file");
        assertThat(file.parent()).isEqualTo(request.id());
        assertThat(file.attribute("gatehouse.package")).isEqualTo("left-pad");
    }

    @Test
    void attemptsAreEventsOfOneSpan() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        source.answer(r -> asked.getAndIncrement() == 0 ? Script.status(503) : registry.apply(r));

        ask("left-pad");

        SeenSpan call = onlyCall(request("left-pad"));
        assertThat(call.attribute("http.request.resend_count")).isEqualTo("1");
        assertThat(call.attribute("http.response.status_code")).isEqualTo("200");
        assertThat(call.failed()).isFalse();
        assertThat(call.events().stream().map(e -> e.attributes().get("http.response.status_code")))
                .startsWith("503", "200");
    }

    @Test
    void stepsOfARedirectAreEventsOfOneSpanWithoutTheirQueries() throws Exception {
        source.answer(
                r ->
                        r.path().equals("/left-pad")
                                ? Script.redirect(302, "/moved/left-pad?signature=s3cret")
                                : document());

        assertThat(ask("left-pad").statusCode()).isEqualTo(200);

        SeenSpan call = onlyCall(request("left-pad"));
        assertThat(call.attribute("url.full")).isEqualTo(source.url("/left-pad").toString());
        assertThat(call.events().stream().map(e -> e.attributes().get("url.full")))
                .startsWith(
                        source.url("/left-pad").toString(),
                        source.url("/moved/left-pad").toString() + "?REDACTED");
        assertThat(collector.exports().toString()).doesNotContain("s3cret");
    }

    @Test
    void aRevalidationIsNoFailure() throws Exception {
        source.answer(
                r ->
                        r.header("If-None-Match").isPresent()
                                ? Script.notModified("\"1\"")
                                : document().header("ETag", "\"1\""));

        ask("left-pad");
        ask("left-pad");

        SeenSpan same =
                collector.await(s -> s.attribute("http.response.status_code").equals("304"));
        assertThat(same.isOfClient()).isTrue();
        assertThat(same.failed()).isFalse();
    }

    @Test
    void aNameThatIsNotThereIsNoFailureOfTheCall() throws Exception {
        ask("nowhere");

        SeenSpan call = onlyCall(request("nowhere"));
        assertThat(call.attribute("http.response.status_code")).isEqualTo("404");
        assertThat(call.failed()).isFalse();
    }

    @Test
    void aRefusedCallFailsWithItsStatus() throws Exception {
        source.answer(_ -> Script.status(403));

        ask("left-pad");

        SeenSpan request = request("left-pad");
        SeenSpan call = onlyCall(request);
        assertThat(call.attribute("error.type")).isEqualTo("403");
        assertThat(call.failed()).isTrue();
        assertThat(request.attribute("error.type")).isEqualTo("503");
        assertThat(request.attribute("gatehouse.decision")).startsWith("Undecided by rule");
    }

    @Test
    void aSilentUpstreamFailsTheCallForWantOfAnAnswer() throws Exception {
        source.answer(_ -> Script.silence());

        ask("left-pad");

        SeenSpan call = onlyCall(request("left-pad"));
        assertThat(call.attribute("error.type")).isEqualTo("no_answer_in_time");
        assertThat(call.attributes()).doesNotContainKey("http.response.status_code");
    }

    @Test
    void whatTheCircuitBreakerHoldsBackIsAnEventOfTheRequestAndNoSpan() throws Exception {
        try (RefusingPort dead = RefusingPort.open()) {
            restartWith(dead.url(), collector.configuration());
            for (int name = 0; name < 8; name++) {
                ask("name-" + name);
            }
        }

        SeenSpan first = onlyCall(request("name-0"));
        SeenSpan last = request("name-7");
        assertThat(first.attribute("error.type")).isEqualTo("connection_refused");
        assertThat(last.events())
                .anySatisfy(
                        event -> {
                            assertThat(event.name()).isEqualTo("upstream not asked");
                            assertThat(event.attributes())
                                    .containsEntry("gatehouse.upstream", "public")
                                    .containsEntry("error.type", "circuit_breaker_is_open");
                        });
        assertThat(collector.callsOf(last)).isEmpty();
    }

    @Test
    void aKnownSendersTraceIsContinuedAndNobodyElses() throws Exception {
        ask("left-pad", "traceparent", SENT);
        ask("nowhere", "traceparent", SENT, "Authorization", "Bearer " + TOKEN);

        assertThat(request("left-pad").trace()).isNotEqualTo(TRACE);
        assertThat(request("nowhere").trace()).isEqualTo(TRACE);
        assertThat(request("nowhere").parent()).isEqualTo("00f067aa0ba902b7");
    }

    @Test
    void noUpstreamIsToldOfATrace() throws Exception {
        ask("left-pad", "traceparent", SENT, "Authorization", "Bearer " + TOKEN);
        ask("left-pad/-/left-pad-1.0.0.tgz", "traceparent", SENT, "tracestate", "a=b");

        assertThat(source.requests())
                .hasSizeGreaterThan(1)
                .allSatisfy(
                        sent ->
                                assertThat(sent.text().toLowerCase(Locale.ROOT))
                                        .doesNotContain("traceparent", "tracestate", TRACE));
    }

    @Test
    void aDeadCollectorHurtsNobody() throws Exception {
        collector.close();

        for (int i = 0; i < 50; i++) {
            assertThat(ask("left-pad").statusCode()).isEqualTo(200);
        }
        gate.restart();

        assertThat(ask("left-pad").statusCode()).isEqualTo(200);
    }

    @Test
    void aShareOfNoneTracesNothingAndWhatWaitsIsSentAtTheEnd() throws Exception {
        restartWith(source.url(), collector.configuration("sample: 0"));
        int before = collector.spans().size();
        ask("left-pad");
        restartWith(source.url(), collector.configuration("headers: {X-Team: blue}"));
        int none = collector.spans().size();
        ask("left-pad");
        gate.restart();

        assertThat(none).isEqualTo(before);
        collector.await(span -> span.attribute("url.path").equals("/main/npm/left-pad"));
        assertThat(collector.exports().getLast()).contains("blue");
    }
}
