package dev.gatehouse.server.filter;

import dev.gatehouse.core.http.Filter;
import dev.gatehouse.core.http.Handler;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.Response;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds how long a read may be worked on, by interrupting its thread. Writes are not interrupted:
 * their bodies have time-outs of their own, and an interrupt in the middle of a commit would close
 * a file that is being synced. Safe for threads.
 */
public final class DeadlineFilter implements Filter {
    private final Duration limit;
    private final ScheduledExecutorService timer;

    /**
     * @param timer runs what only interrupts a thread
     */
    public DeadlineFilter(Duration limit, ScheduledExecutorService timer) {
        this.limit = limit;
        this.timer = timer;
    }

    /**
     * @throws DeadlineExceededException when the time is over
     */
    @Override
    public Response apply(Request request, Handler next) throws IOException, InterruptedException {
        if (!request.head().method().isRead()) {
            return next.handle(request);
        }
        Watch watch = new Watch(Thread.currentThread());
        ScheduledFuture<?> alarm =
                timer.schedule(watch::expire, limit.toNanos(), TimeUnit.NANOSECONDS);
        try {
            return next.handle(request);
        } catch (IOException | InterruptedException | RuntimeException e) {
            if (watch.expired()) {
                DeadlineExceededException exceeded = new DeadlineExceededException(limit);
                exceeded.addSuppressed(e);
                throw exceeded;
            }
            throw e;
        } finally {
            alarm.cancel(false);
            watch.end();
        }
    }

    /** Lets the interrupt happen only while the request is worked on. */
    private static final class Watch {
        private final ReentrantLock lock = new ReentrantLock();
        private final Thread thread;
        private boolean ended;
        private boolean expired;

        Watch(Thread thread) {
            this.thread = thread;
        }

        void expire() {
            lock.lock();
            try {
                if (!ended) {
                    expired = true;
                    thread.interrupt();
                }
            } finally {
                lock.unlock();
            }
        }

        boolean expired() {
            lock.lock();
            try {
                return expired;
            } finally {
                lock.unlock();
            }
        }

        void end() {
            lock.lock();
            try {
                ended = true;
                if (expired) {
                    // The interrupt was ours and has done its work.
                    Thread.interrupted();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
