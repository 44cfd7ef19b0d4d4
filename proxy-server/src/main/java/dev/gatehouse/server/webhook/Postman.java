package dev.gatehouse.server.webhook;

import dev.gatehouse.config.WebhookConfig;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.server.upstream.MessageSender.Message;
import dev.gatehouse.server.upstream.MessageSender.Result;
import dev.gatehouse.server.upstream.UpstreamSettings;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Signs one message, sends it once, and says what the answer means. Thread-safe. */
final class Postman {
    private static final int GONE = 410;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private final Carrier carrier;
    private final InstantSource clock;

    Postman(Carrier carrier, InstantSource clock) {
        this.carrier = carrier;
        this.clock = clock;
    }

    /** What came of it. */
    sealed interface Report {
        /** In a few words: the status, or why there was none. */
        String text();

        record Taken(String text) implements Report {}

        /**
         * Not taken; another attempt may help.
         *
         * @param pause the shortest pause that the receiver asked for
         */
        record Failed(String text, Optional<Duration> pause) implements Report {}

        /** The receiver does not exist any more. */
        record Gone(String text) implements Report {}
    }

    Report deliver(WebhookConfig hook, String id, String body) throws InterruptedException {
        Instant now = clock.instant();
        long timestamp = now.getEpochSecond();
        Headers headers =
                Headers.of("webhook-id", id)
                        .with("webhook-timestamp", Long.toString(timestamp))
                        .with("webhook-signature", signatures(hook, id, timestamp, body));
        UpstreamSettings.Tls tls = new UpstreamSettings.Tls(true, hook.ca());
        return switch (carrier.send(new Message(hook.url(), tls, headers, body))) {
            case Result.Answer(int status, Optional<String> retryAfter) ->
                    report(status, retryAfter, now);
            case Result.Failure(String reason) -> new Report.Failed(reason, Optional.empty());
        };
    }

    private static String signatures(WebhookConfig hook, String id, long timestamp, String body) {
        return Stream.concat(Stream.of(hook.secret()), hook.previous().stream())
                .map(secret -> Signature.of(secret, id, timestamp, body))
                .collect(Collectors.joining(" "));
    }

    private static Report report(int status, Optional<String> retryAfter, Instant now) {
        String text = "status " + status;
        if (status >= 200 && status < 300) {
            return new Report.Taken(text);
        }
        if (status == GONE) {
            return new Report.Gone(text + ": the receiver is gone");
        }
        boolean mayAsk = status == TOO_MANY || status == UNAVAILABLE;
        return new Report.Failed(text, RetrySchedule.asked(retryAfter.filter(_ -> mayAsk), now));
    }
}
