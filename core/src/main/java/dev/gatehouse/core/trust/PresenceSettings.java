package dev.gatehouse.core.trust;

import java.time.Duration;

/**
 * How long what is known of presence holds.
 *
 * @param absentTtl for how long ABSENT is used without asking again; zero: ask each time
 * @param absenceConfirmation for how long ABSENT must be observed without a break to end a PRESENT
 * @param lastKnown whether a stored ABSENT may decide while the source is UNKNOWN
 * @param lastKnownLimit for how long it may
 */
public record PresenceSettings(
        Duration absentTtl,
        Duration absenceConfirmation,
        boolean lastKnown,
        Duration lastKnownLimit) {}
