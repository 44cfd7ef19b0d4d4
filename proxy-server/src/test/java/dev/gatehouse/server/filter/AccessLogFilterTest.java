package dev.gatehouse.server.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestBody;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.http.Target;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

class AccessLogFilterTest {
    private static final Principal CI = new Principal("ci", Role.READ, Set.of());
    private static final RequestHead HEAD =
            new RequestHead(
                    Method.GET,
                    new Target(
                            List.of("main", "npm", "x"),
                            false,
                            Map.of("token", List.of("secret")),
                            "/main/npm/x"),
                    Headers.of("authorization", "Bearer secret"),
                    URI.create("http://localhost/"),
                    "192.0.2.7");

    @Test
    void listenersHearOfEachAnswerWithItsTime() throws Exception {
        List<String> heard = new ArrayList<>();
        AtomicLong nanos = new AtomicLong();
        AccessLogFilter filter =
                new AccessLogFilter(
                        List.of((h, s, r, took) -> heard.add(s.name() + r.status() + took)),
                        nanos::get);

        filter.apply(
                new Request(HEAD, RequestBody.EMPTY, CI),
                request -> {
                    nanos.addAndGet(5_000_000);
                    return Response.text(200, "ok");
                });
        filter.tell(HEAD, CI, Response.text(304, ""));

        assertThat(heard).containsExactly("ci200PT0.005S", "ci304PT0S");
    }

    @Test
    void oneLineTellsWhatWasAskedAndDecidedAndNoSecret() {
        Response response =
                Response.text(403, "12345").because("Blocked by rule 2: x is owned by local");

        String line = AccessLog.line(HEAD, CI, response, Duration.ofNanos(12_345_678));

        assertThat(line)
                .isEqualTo(
                        "method=GET path=/main/npm/x status=403 bytes=5 ms=12.3 client=192.0.2.7"
                                + " principal=ci repository=main"
                                + " decision=\"Blocked by rule 2: x is owned by local\"");
    }
}
