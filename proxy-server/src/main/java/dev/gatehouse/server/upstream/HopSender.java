package dev.gatehouse.server.upstream;

import dev.gatehouse.server.upstream.Attempt.Answered;
import dev.gatehouse.server.upstream.Attempt.Failed;
import dev.gatehouse.server.upstream.Attempt.Repeat;
import dev.gatehouse.server.upstream.CircuitBreaker.Permit;
import dev.gatehouse.server.upstream.Egress.Reach;
import dev.gatehouse.server.upstream.Egress.RefusedException;
import dev.gatehouse.server.upstream.UpstreamListener.Attempted;

import org.apache.hc.client5.http.HttpRoute;

import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Sends a request to one URL: as often as is useful and harmless, within one deadline, and not at
 * all while the circuit breaker is open. The breaker hears of the upstream's own origin only, so
 * that a dead host which a document links to does not take the upstream down.
 */
final class HopSender {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final Lane lane;
    private final Routes routes;

    HopSender(Lane lane) {
        this.lane = lane;
        this.routes = new Routes(lane);
    }

    Attempt send(Hop hop) throws RefusedException, InterruptedException {
        if (hop.reach() != Reach.OWN) {
            return sendRepeatedly(hop);
        }
        Optional<Permit> permit = lane.breaker().permit();
        if (permit.isEmpty()) {
            return new Failed(
                    "circuit breaker is open (" + hop.url().origin() + ")", Repeat.NEVER, false);
        }
        return sendWith(permit.get(), hop);
    }

    private Attempt sendWith(Permit permit, Hop hop) throws RefusedException, InterruptedException {
        Optional<Attempt> attempt = Optional.empty();
        try {
            attempt = Optional.of(sendRepeatedly(hop));
            return attempt.get();
        } finally {
            attempt.ifPresentOrElse(made -> report(permit, made), permit::abandoned);
        }
    }

    private static void report(Permit permit, Attempt attempt) {
        switch (attempt) {
            case Answered answered when answered.status() >= 500 -> permit.failed();
            case Answered answered -> {
                permit.succeeded();
                answered.exchange().onBroken(permit::failed);
            }
            case Failed failed when failed.counts() -> permit.failed();
            case Failed failed -> permit.abandoned();
        }
    }

    private Attempt sendRepeatedly(Hop hop) throws RefusedException, InterruptedException {
        List<HttpRoute> ways;
        try {
            ways = routes.to(hop);
        } catch (UnknownHostException e) {
            String reason = "no address found (" + hop.url().origin() + ")";
            return told(hop, new Failed(reason, Repeat.NEVER, true));
        }
        for (int sent = 1; ; sent++) {
            HttpRoute way = ways.get((sent - 1) % ways.size());
            Attempt attempt = told(hop, Exchange.send(lane, hop, way));
            Optional<Duration> pause = pause(attempt, hop, sent, ways.size());
            if (pause.isEmpty()) {
                return attempt;
            }
            if (attempt instanceof Answered answered) {
                answered.exchange().close();
            }
            Thread.sleep(pause.get());
        }
    }

    private Attempt told(Hop hop, Attempt attempt) {
        URI url = hop.url().uri();
        lane.attempted(
                switch (attempt) {
                    case Answered answered ->
                            new Attempted(url, OptionalInt.of(answered.status()), "");
                    case Failed failed -> new Attempted(url, OptionalInt.empty(), failed.reason());
                });
        return attempt;
    }

    /** How long to wait before the next attempt; empty when there is to be none. */
    private Optional<Duration> pause(Attempt attempt, Hop hop, int sent, int ways) {
        Repeat repeat = repeat(attempt);
        if (repeat == Repeat.ALWAYS && sent < ways) {
            return Optional.of(Duration.ZERO);
        }
        boolean harmless = hop.request().method().isRead();
        if (repeat == Repeat.NEVER || !harmless || sent >= lane.settings().limits().attempts()) {
            return Optional.empty();
        }
        Duration longest = FIRST_PAUSE.multipliedBy(1L << Math.min(sent - 1, 6));
        Duration pause =
                longest.dividedBy(2)
                        .plusNanos(lane.around().random().nextLong(longest.toNanos() / 2));
        boolean inTime = lane.remaining(hop.budget().headBy()).compareTo(pause) > 0;
        return inTime ? Optional.of(pause) : Optional.empty();
    }

    private static Repeat repeat(Attempt attempt) {
        return switch (attempt) {
            case Failed failed -> failed.repeat();
            case Answered answered ->
                    switch (answered.status()) {
                        // An upstream that says when to come back is not asked before.
                        case 502, 503, 504 ->
                                answered.response().containsHeader("Retry-After")
                                        ? Repeat.NEVER
                                        : Repeat.IF_IDEMPOTENT;
                        default -> Repeat.NEVER;
                    };
        };
    }
}
