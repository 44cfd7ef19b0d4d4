package dev.gatehouse.server.store;

import com.github.f4b6a3.ulid.UlidFactory;

import dev.gatehouse.core.store.Ids;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * ULIDs from a clock and a random source. Thread-safe. Within one process a later id sorts later,
 * even when the clock is set back: time then stands still until the clock has caught up.
 */
public final class UlidIds implements Ids {
    private final AtomicLong latest = new AtomicLong();
    private final UlidFactory factory;

    public UlidIds(InstantSource clock, SecureRandom random) {
        factory =
                UlidFactory.newMonotonicInstance(
                        random, () -> latest.accumulateAndGet(clock.millis(), Math::max));
    }

    @Override
    public String next() {
        return factory.create().toString();
    }
}
