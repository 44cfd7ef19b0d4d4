package dev.gatehouse.server.upstream;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The operating system's resolver, on a few platform threads: a look-up is native code that has no
 * deadline and would keep the carrier of a virtual thread. Any number of threads.
 */
public final class SystemResolver implements AddressResolver, AutoCloseable {
    private static final int THREADS = 8;
    private static final int WAITING = 1000;

    private final ThreadPoolExecutor threads;

    public SystemResolver() {
        threads =
                new ThreadPoolExecutor(
                        THREADS,
                        THREADS,
                        30,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(WAITING),
                        Thread.ofPlatform().daemon().name("dns-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public List<InetAddress> resolve(String host, Duration limit)
            throws UnknownHostException, InterruptedException {
        Future<InetAddress[]> lookup = start(host);
        try {
            return List.of(lookup.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException | TimeoutException e) {
            var unknown = new UnknownHostException(host);
            unknown.initCause(e);
            throw unknown;
        } finally {
            lookup.cancel(true);
        }
    }

    private Future<InetAddress[]> start(String host) throws UnknownHostException {
        try {
            return threads.submit(() -> InetAddress.getAllByName(host));
        } catch (RejectedExecutionException e) {
            var unknown = new UnknownHostException(host + ": too many look-ups are waiting");
            unknown.initCause(e);
            throw unknown;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
