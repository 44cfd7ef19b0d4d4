package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.PackageKey;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * The lock under which a package's decision is asked again and committed. It is never held over the
 * network. Packages share locks, so one thread must not take two.
 */
public final class PackageLocks {
    private static final int STRIPES = 1024;

    private final ReentrantLock[] locks =
            IntStream.range(0, STRIPES)
                    .mapToObj(i -> new ReentrantLock())
                    .toArray(ReentrantLock[]::new);
    private final Duration deadline;

    /**
     * A set of locks.
     *
     * @param deadline how long a thread waits for a lock before it gives up
     */
    public PackageLocks(Duration deadline) {
        this.deadline = deadline;
    }

    /** Work under a lock. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    /**
     * Does the work under the package's lock; waiting past the deadline is an {@link IOException}.
     */
    public <T> T holding(PackageKey key, Work<T> work) throws IOException, InterruptedException {
        ReentrantLock lock = locks[Math.floorMod(key.hashCode(), STRIPES)];
        if (!lock.tryLock(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IOException("no decision lock for " + key + " within " + deadline);
        }
        try {
            return work.run();
        } finally {
            lock.unlock();
        }
    }
}
