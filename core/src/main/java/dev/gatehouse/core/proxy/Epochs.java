package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.PackageKey;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts, for each package, the changes that can change an answer: publish, trust, claim,
 * provenance, presence, documents, policies. Packages share counters, so a count may move for
 * another's change: that costs a second look and never misses one. Thread-safe.
 */
public final class Epochs {
    private static final int STRIPES = 1 << 16;

    private final AtomicLong all = new AtomicLong();
    private final AtomicLongArray counts = new AtomicLongArray(STRIPES);

    public long of(PackageKey key) {
        return counts.get(stripe(key)) + all.get();
    }

    /** For a change that can change an answer about any package, such as one of policies. */
    public void moveAll() {
        all.incrementAndGet();
    }

    public void move(PackageKey key) {
        counts.incrementAndGet(stripe(key));
    }

    private static int stripe(PackageKey key) {
        int hash = key.hashCode();
        return (hash ^ (hash >>> 16)) & (STRIPES - 1);
    }
}
