package dev.gatehouse.server.upstream;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The time limit of one exchange. Its owner moves it; the timer only looks. Moving it back costs
 * two field writes, so a limit for every read is cheap.
 */
final class Watch implements AutoCloseable {
    private final Watchdog dog;
    private final Runnable abort;
    private final ReentrantLock lock = new ReentrantLock();
    private long deadline = Long.MAX_VALUE;
    private String reason = "";
    private long checkAt = Long.MAX_VALUE;
    private @Nullable Future<?> check;
    private @Nullable String expired;
    private boolean closed;

    Watch(Watchdog dog, Runnable abort) {
        this.dog = dog;
        this.abort = abort;
    }

    /**
     * Ends the exchange at this time instead of any earlier said.
     *
     * @param nanos on the clock of {@link Watchdog#now}
     */
    void until(long nanos, String why) {
        lock.lock();
        try {
            deadline = nanos;
            reason = why;
            if (!closed && (check == null || nanos - checkAt < 0)) {
                scheduleCheck();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Why the exchange was ended, if it was. */
    Optional<String> expired() {
        lock.lock();
        try {
            return Optional.ofNullable(expired);
        } finally {
            lock.unlock();
        }
    }

    /** No more limit. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            cancelCheck();
        } finally {
            lock.unlock();
        }
    }

    private void scheduleCheck() {
        cancelCheck();
        checkAt = deadline;
        check = dog.schedule(this::look, deadline - dog.now());
    }

    private void cancelCheck() {
        if (check != null) {
            check.cancel(false);
        }
    }

    private void look() {
        lock.lock();
        try {
            if (closed || expired != null) {
                return;
            }
            if (dog.now() - deadline < 0) {
                scheduleCheck();
                return;
            }
            expired = reason;
        } finally {
            lock.unlock();
        }
        // Not on the timer's thread: closing a connection takes locks of the pool.
        Thread.startVirtualThread(abort);
    }
}
