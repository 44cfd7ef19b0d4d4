package dev.gatehouse.core.store;

import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of a webhook.
 *
 * @param name unique
 * @param from the position in the audit log behind which its events begin
 * @param succeededAt when its receiver took something last
 * @param failingSince the first failure after that
 * @param goneAt when its receiver said that it does not exist any more (410); nothing is queued
 *     then
 * @param dropped how many events were not queued, for want of room or because it is gone
 */
public record StoredHook(
        String name,
        long from,
        Optional<Instant> succeededAt,
        Optional<Instant> failingSince,
        Optional<Instant> goneAt,
        long dropped) {
    /** A new one. */
    public static StoredHook at(String name, long from) {
        return new StoredHook(name, from, Optional.empty(), Optional.empty(), Optional.empty(), 0);
    }

    /** The same after its receiver took something. */
    public StoredHook succeeded(Instant now) {
        return new StoredHook(
                name, from, Optional.of(now), Optional.empty(), Optional.empty(), dropped);
    }

    /** The same after its receiver did not take something. */
    public StoredHook failed(Instant now) {
        return new StoredHook(
                name, from, succeededAt, failingSince.or(() -> Optional.of(now)), goneAt, dropped);
    }

    /** The same after its receiver said that it does not exist any more. */
    public StoredHook gone(Instant now) {
        StoredHook failed = failed(now);
        return new StoredHook(
                name, from, succeededAt, failed.failingSince(), Optional.of(now), dropped);
    }

    /** The same with more events that were not queued. */
    public StoredHook dropping(long more) {
        return new StoredHook(name, from, succeededAt, failingSince, goneAt, dropped + more);
    }
}
