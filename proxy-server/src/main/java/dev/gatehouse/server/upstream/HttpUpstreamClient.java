package dev.gatehouse.server.upstream;

import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.core.upstream.UpstreamClient;
import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.core.upstream.UpstreamRequest;
import dev.gatehouse.core.upstream.UpstreamRequest.Purpose;
import dev.gatehouse.core.upstream.Validator;
import dev.gatehouse.server.upstream.Hop.Budget;
import dev.gatehouse.server.upstream.UpstreamListener.Outcome;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Asks upstreams over HTTP/1.1. Any number of threads, which should be virtual ones: only those can
 * be interrupted while they wait for a socket.
 *
 * <p>A {@code Found} must be closed. Closed before its end, it ends its connection at once.
 */
public final class HttpUpstreamClient implements UpstreamClient, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpUpstreamClient.class);
    private static final long SWEEP_SECONDS = 15;

    private final Surroundings around;
    private final Watchdog watchdog;
    private final ReentrantLock reloading = new ReentrantLock();
    private volatile Map<SourceId, Lane> lanes = Map.of();

    /**
     * @throws IllegalArgumentException as {@link #reload}
     */
    public HttpUpstreamClient(Map<SourceId, UpstreamSettings> settings, Surroundings around) {
        this.around = around;
        this.watchdog = new Watchdog(around.nanoTime());
        reload(settings);
        // Closing a TLS connection in order may block: not on the watchdog's thread.
        watchdog.repeat(() -> Thread.startVirtualThread(this::closeIdle), SWEEP_SECONDS);
    }

    /**
     * Takes these upstreams instead, from the next request on; running requests go on to their end.
     * An upstream whose settings are the same keeps its connections and its circuit breaker.
     *
     * @throws IllegalArgumentException if a private CA cannot be read; then nothing has changed
     */
    public void reload(Map<SourceId, UpstreamSettings> settings) {
        reloading.lock();
        try {
            Map<SourceId, Lane> before = lanes;
            Map<SourceId, Lane> after = new HashMap<>();
            settings.forEach((id, wanted) -> after.put(id, lane(id, before.get(id), wanted)));
            lanes = Map.copyOf(after);
            before.forEach(
                    (id, lane) -> {
                        if (after.get(id) != lane) {
                            lane.retire();
                        }
                    });
        } finally {
            reloading.unlock();
        }
    }

    /**
     * Tries what can be tried without asking anybody.
     *
     * @throws IllegalArgumentException if its certificate authorities cannot be used
     */
    public static void requireUsable(UpstreamSettings settings) {
        TlsTrust.requireUsable(settings.tls());
    }

    private void closeIdle() {
        lanes.values().forEach(Lane::closeIdle);
    }

    private Lane lane(SourceId id, @Nullable Lane before, UpstreamSettings wanted) {
        if (before != null && before.settings().equals(wanted)) {
            return before;
        }
        if (!wanted.tls().verify()) {
            LOG.warn(
                    "upstream {}: verify-tls is false, so anybody on the way can answer as {}",
                    id,
                    wanted.root().origin());
        }
        return new Lane(id, wanted, around, watchdog);
    }

    @Override
    public UpstreamReply fetch(
            Upstream upstream, UpstreamRequest request, Optional<Validator> validator)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before asking " + upstream.name());
        }
        long start = around.nanoTime().getAsLong();
        UpstreamReply reply = ask(upstream, request, validator, start);
        Duration toHead = Duration.ofNanos(around.nanoTime().getAsLong() - start);
        around.listener().answered(upstream.id(), request.purpose(), outcome(reply), toHead);
        return reply;
    }

    private UpstreamReply ask(
            Upstream upstream, UpstreamRequest request, Optional<Validator> validator, long start)
            throws InterruptedException {
        Optional<Lane> entered = enter(upstream.id());
        if (entered.isEmpty()) {
            return new UpstreamReply.Broken("upstream " + upstream.name() + " is not set up");
        }
        Lane lane = entered.get();
        try {
            return new Fetch(lane, request, validator, budget(lane, upstream, request, start))
                    .run();
        } finally {
            lane.leave();
        }
    }

    private Optional<Lane> enter(SourceId id) {
        while (true) {
            Lane lane = lanes.get(id);
            if (lane == null || lane.enter()) {
                return Optional.ofNullable(lane);
            }
            // It was retired between the two: another one is in the map by now, or none.
            Thread.onSpinWait();
        }
    }

    private static Budget budget(
            Lane lane, Upstream upstream, UpstreamRequest request, long start) {
        UpstreamLimits limits = lane.settings().limits();
        Duration toHead =
                request.purpose() == Purpose.INDEX ? upstream.presenceTimeout() : limits.timeout();
        return new Budget(start + toHead.toNanos(), start + limits.wholeTimeout().toNanos());
    }

    private static Outcome outcome(UpstreamReply reply) {
        return switch (reply) {
            case UpstreamReply.Found found -> Outcome.FOUND;
            case UpstreamReply.NotModified same -> Outcome.NOT_MODIFIED;
            case UpstreamReply.Missing missing -> Outcome.MISSING;
            case UpstreamReply.Refused refused -> Outcome.REFUSED;
            case UpstreamReply.Broken broken -> Outcome.BROKEN;
        };
    }

    /** Ends everything that runs. */
    @Override
    public void close() {
        reloading.lock();
        try {
            lanes.values().forEach(Lane::close);
            lanes = Map.of();
            watchdog.close();
        } finally {
            reloading.unlock();
        }
    }
}
