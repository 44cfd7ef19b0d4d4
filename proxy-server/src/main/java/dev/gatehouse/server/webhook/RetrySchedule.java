package dev.gatehouse.server.webhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a delivery that failed is tried again: {@value #TRIES} attempts over about a day. As
 * Standard Webhooks asks, each pause is longer than the one before, and by up to a fifth longer
 * still, so that what failed together does not come back together. Thread-safe if the randomness
 * is.
 */
final class RetrySchedule {
    /** How often a delivery is sent at most. */
    static final int TRIES = 8;

    private static final List<Duration> PAUSES =
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(10),
                    Duration.ofHours(1),
                    Duration.ofHours(5),
                    Duration.ofHours(16));
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final double JITTER = 0.2;

    private final RandomGenerator random;

    RetrySchedule(RandomGenerator random) {
        this.random = random;
    }

    /**
     * When the next attempt is made; empty after the last.
     *
     * @param attempts how many failed, from 1
     * @param asked the shortest pause that the receiver asked for; more than a day is not waited
     */
    Optional<Instant> next(int attempts, Instant now, Optional<Duration> asked) {
        if (attempts >= TRIES) {
            return Optional.empty();
        }
        Duration least = PAUSES.get(attempts - 1);
        Duration pause = least.plusMillis((long) (least.toMillis() * JITTER * random.nextDouble()));
        Duration wanted = asked.filter(a -> a.compareTo(pause) > 0).orElse(pause);
        return Optional.of(now.plus(wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted));
    }

    /** What {@code Retry-After} asks for, as RFC 9110, section 10.2.3 writes it. */
    static Optional<Duration> asked(Optional<String> retryAfter, Instant now) {
        return retryAfter.flatMap(text -> pause(text.strip(), now));
    }

    private static Optional<Duration> pause(String text, Instant now) {
        if (text.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            ZonedDateTime at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Optional.of(Duration.between(now, at.toInstant())).filter(Duration::isPositive);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
