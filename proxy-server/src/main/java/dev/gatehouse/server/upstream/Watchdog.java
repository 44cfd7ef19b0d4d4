package dev.gatehouse.server.upstream;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Ends exchanges that are over their time by closing their connections: a socket time-out alone
 * bounds one read, so an upstream that sends a byte now and then would never meet it.
 */
final class Watchdog implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer;
    private final LongSupplier nanoTime;

    Watchdog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.timer =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("upstream-watchdog").factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    /**
     * @param abort ends the exchange; called at most once, on a virtual thread of its own
     */
    Watch watch(Runnable abort) {
        return new Watch(this, abort);
    }

    long now() {
        return nanoTime.getAsLong();
    }

    Future<?> schedule(Runnable check, long delayNanos) {
        return timer.schedule(check, Math.max(0, delayNanos), TimeUnit.NANOSECONDS);
    }

    /** Does something again and again until this is closed. */
    void repeat(Runnable task, long seconds) {
        var _ = timer.scheduleWithFixedDelay(task, seconds, seconds, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
