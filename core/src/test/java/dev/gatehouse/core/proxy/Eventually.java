package dev.gatehouse.core.proxy;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another thread is about to do. */
final class Eventually {
    private Eventually() {}

    /** A claim about what other threads have done. */
    @FunctionalInterface
    interface Claim {
        boolean holds() throws Exception;
    }

    static void holds(Claim claim) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!claim.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it never came to hold");
            }
            LockSupport.parkNanos(100_000);
        }
    }
}
