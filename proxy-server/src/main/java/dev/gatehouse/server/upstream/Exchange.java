package dev.gatehouse.server.upstream;

import dev.gatehouse.server.upstream.Attempt.Answered;
import dev.gatehouse.server.upstream.Attempt.Failed;
import dev.gatehouse.server.upstream.Attempt.Repeat;

import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One request on the wire and its answer: holds a connection until it is over. Over means that the
 * body was read to its end, which gives the connection back, or that it was closed before, which
 * ends the connection at once and reads nothing more.
 *
 * <p>One thread at a time, besides its {@link Watch}.
 */
final class Exchange implements AutoCloseable {
    private final Lane lane;
    private final Hop hop;
    private final HttpUriRequestBase message;
    private final Watch watch;
    private final AtomicBoolean over = new AtomicBoolean();
    private Runnable onBroken = () -> {};

    private Exchange(Lane lane, Hop hop, HttpUriRequestBase message) {
        this.lane = lane;
        this.hop = hop;
        this.message = message;
        this.watch = lane.watchdog().watch(message::cancel);
    }

    /**
     * Sends the request and waits for the head of its answer.
     *
     * @throws InterruptedException when the thread was interrupted; the connection is ended
     */
    static Attempt send(Lane lane, Hop hop, HttpRoute route) throws InterruptedException {
        lane.enter();
        var exchange = new Exchange(lane, hop, RequestHeaders.message(lane, hop));
        boolean answered = false;
        try {
            Attempt attempt = exchange.execute(route);
            answered = attempt instanceof Answered;
            return attempt;
        } finally {
            if (!answered) {
                exchange.close();
            }
        }
    }

    private Attempt execute(HttpRoute route) throws InterruptedException {
        watch.until(hop.budget().headBy(), "no answer in time (" + hop.url().origin() + ")");
        HttpClientContext context = lane.context(route, hop.budget());
        try {
            ClassicHttpResponse response =
                    lane.client().executeOpen(route.getTargetHost(), message, context);
            // HttpClient hands out a proxy's refusal of CONNECT as if the upstream had said it.
            boolean fromProxy = hop.url().origin().isTls() && context.getSSLSession() == null;
            if (fromProxy && response.getCode() != 407) {
                return new Failed(
                        "the proxy refused a tunnel: " + response.getCode(), Repeat.NEVER, true);
            }
            return new Answered(response, this);
        } catch (IllegalStateException e) {
            // How HttpClient takes being cancelled between getting a connection and using it.
            return failed(new IOException("the request was ended", e));
        } catch (IOException e) {
            return failed(e);
        }
    }

    private Attempt failed(IOException e) throws InterruptedException {
        Optional<String> expired = watch.expired();
        if (expired.isPresent()) {
            return new Failed(expired.get(), Repeat.NEVER, true);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while waiting for " + hop.url().origin());
        }
        return Failures.of(e, hop.url().origin());
    }

    Hop hop() {
        return hop;
    }

    long now() {
        return lane.watchdog().now();
    }

    void limit(long until, String reason) {
        watch.until(until, reason);
    }

    Optional<String> expired() {
        return watch.expired();
    }

    /** What to do when the body breaks, at most once. */
    void onBroken(Runnable action) {
        onBroken = action;
    }

    /** The body did not come to a good end. */
    void bodyBroke() {
        if (!over.get()) {
            onBroken.run();
            lane.bodyBroke(hop.request().purpose());
        }
        close();
    }

    /** The body was read to its end; HttpClient has the connection back already. */
    void complete() {
        end();
    }

    /** Ends the connection unless the exchange is over. */
    @Override
    public void close() {
        if (end()) {
            message.cancel();
        }
    }

    private boolean end() {
        boolean first = over.compareAndSet(false, true);
        if (first) {
            watch.close();
            lane.leave();
        }
        return first;
    }
}
