package dev.gatehouse.server;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still where the machine's goes back: what has expired once stays expired.
 * Thread-safe.
 */
final class ForwardClock implements InstantSource {
    private final InstantSource clock;
    private final AtomicReference<Instant> latest = new AtomicReference<>(Instant.MIN);

    ForwardClock(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Instant instant() {
        Instant now = clock.instant();
        return latest.accumulateAndGet(now, (one, other) -> one.isAfter(other) ? one : other);
    }
}
