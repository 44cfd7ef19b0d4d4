package dev.gatehouse.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestBody;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.http.Target;
import dev.gatehouse.core.proxy.Catalogue;
import dev.gatehouse.core.proxy.MountFinder;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.data.SpanData;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class RequestSpansTest {
    private static final String TOKEN = "gh_0123456789abcdef";
    private static final Principal CI = new Principal("ci", Role.READ, Set.of());

    private final KeptSpans spans = new KeptSpans();
    private final RequestSpans requests =
            spans.tracing(1)
                    .requests(
                            new MountFinder(
                                    new Catalogue(Map.of()), _ -> new MountFinder.Way.Nowhere()));

    private static RequestHead head(String path, Headers headers) {
        List<String> segments = List.of(path.substring(1).split("/", -1));
        return new RequestHead(
                Method.GET,
                new Target(segments, false, Map.of(), path),
                headers,
                URI.create("https://gate.example/"),
                "192.0.2.1");
    }

    private static Request request(String path) {
        return new Request(head(path, Headers.none()), RequestBody.EMPTY, Principal.ANONYMOUS);
    }

    @Test
    void theHandlerRunsWithinTheSpan() throws Exception {
        String[] within = new String[1];

        requests.apply(
                request("/main/npm/x"),
                _ -> {
                    within[0] = Span.current().getSpanContext().getSpanId();
                    return Response.text(404, "none").because("Blocked by rule 2: x");
                });

        SpanData span = spans.only();
        assertThat(span.getSpanId()).isEqualTo(within[0]);
        assertThat(span.getAttributes().get(SpanWords.STATUS)).isEqualTo(404);
        assertThat(span.getAttributes().get(SpanWords.DECISION)).isEqualTo("Blocked by rule 2: x");
        assertThat(span.getAttributes().get(SpanWords.ERROR)).isNull();
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }

    @Test
    void whatOtherThreadsDoForARequestIsWithinItToo() throws Exception {
        String[] within = new String[1];

        try (var threads = Tracing.around(Executors.newVirtualThreadPerTaskExecutor())) {
            requests.apply(
                    request("/main/npm/x"),
                    _ -> {
                        Future<String> there =
                                threads.submit(() -> Span.current().getSpanContext().getSpanId());
                        within[0] = get(there);
                        return Response.text(200, "ok");
                    });
        }

        assertThat(within[0]).isEqualTo(spans.only().getSpanId());
    }

    private static String get(Future<String> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFailureIsPassedOnAndEndsTheSpan() {
        assertThatThrownBy(
                        () ->
                                requests.apply(
                                        request("/main/npm/x"),
                                        _ -> {
                                            throw new IOException("disk");
                                        }))
                .isInstanceOf(IOException.class);

        assertThat(spans.only().getAttributes().get(SpanWords.ERROR)).isEqualTo("IOException");
    }

    @Test
    void anAnswerThatNoFilterSawIsASpanAndOneThatTheFilterSawIsNotTwo() throws Exception {
        RequestHead head = head("/main/npm/x", Headers.none());
        Response answer = Response.text(200, "ok");

        requests.answered(head, Principal.ANONYMOUS, answer, Duration.ZERO);
        requests.apply(
                request("/main/npm/x"),
                _ -> {
                    requests.answered(head, Principal.ANONYMOUS, answer, Duration.ZERO);
                    return answer;
                });

        assertThat(spans.ended()).hasSize(2);
    }

    @Test
    void healthAndMetricsAreNotTraced() throws Exception {
        requests.apply(request("/-/health/live"), _ -> Response.text(200, "ok"));
        requests.answered(
                head("/-/metrics", Headers.none()),
                Principal.ANONYMOUS,
                Response.text(200, "ok"),
                Duration.ZERO);

        assertThat(spans.ended()).isEmpty();
    }

    @Test
    void aTokenInAPathIsMasked() {
        requests.answered(
                head("/main/npm/-/user/token/" + TOKEN, Headers.none()),
                CI,
                Response.text(200, "ok"),
                Duration.ZERO);

        assertThat(spans.only().toString()).doesNotContain(TOKEN);
        assertThat(spans.only().getAttributes().get(SpanWords.PATH))
                .isEqualTo("/main/npm/-/user/token/***");
    }

    @Test
    void aMalformedTraceparentIsAsIfThereWereNone() {
        requests.answered(
                head("/main/npm/x", Headers.of("traceparent", "00-zz-1-01")),
                CI,
                Response.text(200, "ok"),
                Duration.ZERO);

        assertThat(spans.only().getParentSpanContext().isValid()).isFalse();
    }
}
