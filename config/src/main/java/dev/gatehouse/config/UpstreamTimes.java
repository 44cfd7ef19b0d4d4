package dev.gatehouse.config;

import java.time.Duration;

/**
 * How long answers of an upstream are used, and how long they are waited for.
 *
 * @param index for how long an index document is used without asking again; zero asks each time
 * @param absent for how long ABSENT is used without asking again; zero asks each time
 * @param presence how long the head of an answer to a presence question may take; positive
 * @param firstByte how long the first byte of an answer may take; positive
 * @param idle how long a transfer may stand still; positive
 */
public record UpstreamTimes(
        Duration index, Duration absent, Duration presence, Duration firstByte, Duration idle) {
    /** The times of an upstream that sets none. */
    public static final UpstreamTimes DEFAULTS =
            new UpstreamTimes(
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60));
}
