package dev.gatehouse.core.proxy;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The same work once for all who want it at the same time. The work has a thread of its own, so a
 * caller that leaves takes nothing away from the others. Thread-safe.
 */
public final class SingleFlight<K, V> {
    private static final Logger LOG = LoggerFactory.getLogger(SingleFlight.class);

    private final ConcurrentMap<K, FutureTask<V>> underWay = new ConcurrentHashMap<>();
    private final ExecutorService threads;

    public SingleFlight(ExecutorService threads) {
        this.threads = threads;
    }

    /**
     * The result of the work under that key: of what is under way, else begun now. The work must
     * have deadlines of its own.
     */
    public V join(K key, Callable<V> work) throws IOException, InterruptedException {
        return result(start(key, work));
    }

    /** The same, waited for no longer than that: empty when it is not done by then and goes on. */
    public Optional<V> join(K key, Callable<V> work, Duration most)
            throws IOException, InterruptedException {
        try {
            return Optional.of(start(key, work).get(most.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    /** Begins the work unless it is under way, and does not wait for it. */
    public void begin(K key, Callable<V> work) {
        var _ = start(key, () -> logged(key, work));
    }

    private V logged(K key, Callable<V> work) throws Exception {
        try {
            return work.call();
        } catch (IOException | RuntimeException e) {
            LOG.warn("background work for {} failed", key, e);
            throw e;
        }
    }

    private Future<V> start(K key, Callable<V> work) {
        FutureTask<V> mine = new FutureTask<>(() -> removed(key, work));
        FutureTask<V> first = underWay.putIfAbsent(key, mine);
        if (first != null) {
            return first;
        }
        try {
            threads.execute(mine);
        } catch (RejectedExecutionException e) {
            underWay.remove(key, mine);
            mine.cancel(false);
            throw e;
        }
        return mine;
    }

    /** Nobody can join work that has ended: its result may be older than the question. */
    private V removed(K key, Callable<V> work) throws Exception {
        try {
            return work.call();
        } finally {
            underWay.remove(key);
        }
    }

    private static <V> V result(Future<V> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private static IOException failure(ExecutionException e) {
        return switch (e.getCause()) {
            case IOException failure -> new IOException(failure.getMessage(), failure);
            case RuntimeException failure -> throw failure;
            case Error failure -> throw failure;
            case null, default -> new IOException(e.getMessage(), e);
        };
    }
}
