package dev.gatehouse.server.upstream;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.upstream.UpstreamRequest;
import dev.gatehouse.core.upstream.UpstreamRequest.Payload;
import dev.gatehouse.core.upstream.UpstreamRequest.Purpose;
import dev.gatehouse.server.upstream.Attempt.Answered;
import dev.gatehouse.server.upstream.Attempt.Failed;
import dev.gatehouse.server.upstream.Egress.Reach;
import dev.gatehouse.server.upstream.Egress.RefusedException;
import dev.gatehouse.server.upstream.Hop.Budget;

import org.apache.hc.core5.http.Header;

import java.io.Closeable;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Posts messages to URLs that the operator wrote down, under the rules for upstreams: addresses are
 * checked, a proxy is used where one is set, every message has its deadline. A message is sent once
 * and no redirect is followed. Any number of threads, which should be virtual ones.
 */
public final class MessageSender implements Closeable {
    private static final String JSON = "application/json";
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final long MOST_READ = 64 << 10;
    private static final UpstreamLimits LIMITS =
            UpstreamLimits.DEFAULT
                    .withTimeouts(DEADLINE, DEADLINE, DEADLINE)
                    .withSizes(MOST_READ, MOST_READ, MOST_READ)
                    .withConnections(1)
                    .withAttempts(1);

    private final Surroundings around;
    private final Watchdog watchdog;

    public MessageSender(Surroundings around) {
        this.around = around;
        this.watchdog = new Watchdog(around.nanoTime());
    }

    /**
     * One message.
     *
     * @param headers besides those of every request
     * @param body JSON
     */
    public record Message(URI url, UpstreamSettings.Tls tls, Headers headers, String body) {}

    /** What came of a message. */
    public sealed interface Result {
        /**
         * The receiver answered.
         *
         * @param retryAfter the value of that header, if there is exactly one
         */
        record Answer(int status, Optional<String> retryAfter) implements Result {}

        /** It did not. The reason names the origin at most, never a path or query. */
        record Failure(String reason) implements Result {}
    }

    /** Sends a message and waits for the status of the answer, at most 15 seconds. */
    public Result send(Message message) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before a message was sent");
        }
        try {
            UpstreamSettings settings =
                    UpstreamSettings.of(message.url())
                            .with(message.headers())
                            .with(message.tls())
                            .with(LIMITS);
            Lane lane = new Lane(new SourceId("webhook"), settings, around, watchdog);
            try {
                return send(lane, message);
            } finally {
                lane.close();
            }
        } catch (IllegalArgumentException e) {
            return new Result.Failure("it cannot be sent: " + e.getMessage());
        }
    }

    private Result send(Lane lane, Message message) throws InterruptedException {
        long by = around.nanoTime().getAsLong() + DEADLINE.toNanos();
        UpstreamUrl url = lane.settings().root();
        UpstreamRequest request =
                new UpstreamRequest(
                        Method.POST,
                        url.uri(),
                        "*/*",
                        Optional.of(new Payload(JSON, message.body())),
                        Purpose.SERVICE);
        Hop hop = new Hop(url, Reach.OWN, true, request, Optional.empty(), new Budget(by, by));
        try {
            return switch (new HopSender(lane).send(hop)) {
                case Answered answered -> answer(lane, answered);
                case Failed failed -> new Result.Failure(failed.reason());
            };
        } catch (RefusedException e) {
            return new Result.Failure("it " + e.getMessage());
        }
    }

    /** The body is read a little, so that the receiver is not cut off while it writes. */
    private static Result answer(Lane lane, Answered answered) {
        Header[] retry = answered.response().getHeaders("Retry-After");
        var _ = new AnswerReader(lane).drain(answered);
        return new Result.Answer(
                answered.status(),
                retry.length == 1 ? Optional.ofNullable(retry[0].getValue()) : Optional.empty());
    }

    /** Ends everything that runs. */
    @Override
    public void close() {
        watchdog.close();
    }
}
