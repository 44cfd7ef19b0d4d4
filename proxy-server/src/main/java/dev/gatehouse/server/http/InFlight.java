package dev.gatehouse.server.http;

import java.util.concurrent.atomic.AtomicInteger;

/** How many requests are being answered, and how many may be. Safe for threads. */
final class InFlight {
    private final AtomicInteger count = new AtomicInteger();
    private final int most;

    InFlight(int most) {
        this.most = most;
    }

    /** Counts one more, unless that is too many; who must be answered is counted all the same. */
    boolean enter(boolean always) {
        if (count.incrementAndGet() <= most || always) {
            return true;
        }
        count.decrementAndGet();
        return false;
    }

    void leave() {
        count.decrementAndGet();
    }

    int count() {
        return count.get();
    }
}
