package dev.gatehouse.server.api.operation;

import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.server.access.Loopback;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.metrics.Metrics;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Health and metrics. Thread-safe. */
final class OperationEndpoints {
    private static final Logger LOG = LoggerFactory.getLogger(OperationEndpoints.class);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final Readiness readiness;
    private final Metrics metrics;
    private final InstantSource clock;
    private final AtomicReference<Seen> last =
            new AtomicReference<>(new Seen(Instant.MIN, Optional.empty()));

    OperationEndpoints(Readiness readiness, Metrics metrics, InstantSource clock) {
        this.readiness = readiness;
        this.metrics = metrics;
        this.clock = clock;
    }

    private record Seen(Instant at, Optional<String> trouble) {}

    Response live(ApiCall call) {
        return text(200, "live\n");
    }

    /** The reason, which may name files, is told to this machine and to the log only. */
    Response ready(ApiCall call) {
        Optional<String> trouble = trouble();
        if (trouble.isEmpty()) {
            return text(200, "ready\n");
        }
        String reason = Loopback.sent(call.request().head()) ? ": " + trouble.get() : "";
        return text(503, "not ready" + reason + "\n").with("retry-after", "5");
    }

    /** Asked of the disk at most once a second, as anybody may cause it. */
    private Optional<String> trouble() {
        Instant now = clock.instant();
        Seen seen = last.get();
        if (!now.isBefore(seen.at()) && now.isBefore(seen.at().plus(ASK_AGAIN))) {
            return seen.trouble();
        }
        Seen fresh = new Seen(now, readiness.trouble());
        if (last.compareAndSet(seen, fresh) && !fresh.trouble().equals(seen.trouble())) {
            LOG.warn("readiness: {}", fresh.trouble().orElse("ready again"));
        }
        return fresh.trouble();
    }

    Response metrics(ApiCall call) {
        return Response.of(
                200,
                Headers.of("content-type", metrics.contentType()).with("cache-control", "no-store"),
                Body.of(metrics.exposition()));
    }

    private static Response text(int status, String text) {
        return Response.text(status, text).with("cache-control", "no-store");
    }
}
