package dev.gatehouse.server.rego;

import dev.gatehouse.core.policy.Judgement;
import dev.gatehouse.server.rego.wasm.OpaException;

import java.io.Closeable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Evaluates policies, each within a deadline, on threads of its own: as many as there are cores, so
 * that policies without end slow down other policies for a second, and nothing else. Thread-safe;
 * callers wait, so they had better be virtual threads.
 */
public final class RegoEngine implements Closeable {
    /** How long one policy may take. */
    public static final Duration USUAL_DEADLINE = Duration.ofSeconds(1);

    /** Making bytecode of a large policy takes a second on a busy machine. */
    private static final Duration LONGEST_LOAD = Duration.ofSeconds(30);

    /** Waiting for a thread is not the policy's fault, but ends as well. */
    private static final int MOST_TURNS = 10;

    private final ExecutorService threads;
    private final Semaphore free;
    private final Duration deadline;
    private final InstantSource clock;

    /**
     * Starts nothing yet.
     *
     * @param parallel how many evaluations run at a time
     * @param clock what policies are told of the time
     */
    public RegoEngine(int parallel, Duration deadline, InstantSource clock) {
        this.threads =
                Executors.newFixedThreadPool(
                        parallel, Thread.ofPlatform().name("rego-", 1).daemon().factory());
        this.free = new Semaphore(parallel);
        this.deadline = deadline;
        this.clock = clock;
    }

    /**
     * Asks a policy.
     *
     * @param input JSON in UTF-8
     * @return what went wrong is an answer too
     */
    public Judgement judge(RegoModule module, byte[] input) throws InterruptedException {
        try {
            return RegoAnswer.of(within(deadline, () -> module.evaluate(input, clock.instant())));
        } catch (TimeoutException overtime) {
            return new Judgement.Failed(
                    "it took longer than " + deadline.toMillis() + " milliseconds", true);
        } catch (OpaException failed) {
            return new Judgement.Failed(String.valueOf(failed.getMessage()), false);
        }
    }

    /** Reads a module, which may take as long as it likes in its start function. */
    RegoModule load(Callable<RegoModule> work)
            throws OpaException, InterruptedException, TimeoutException {
        return within(LONGEST_LOAD, work);
    }

    private <T> T within(Duration limit, Callable<T> work)
            throws OpaException, InterruptedException, TimeoutException {
        if (!free.tryAcquire(deadline.toMillis() * MOST_TURNS, TimeUnit.MILLISECONDS)) {
            throw new TimeoutException("no thread is free");
        }
        var result = new FutureTask<>(work);
        try {
            threads.execute(() -> run(result));
        } catch (RejectedExecutionException closed) {
            free.release();
            throw new OpaException("the server is stopping", closed);
        }
        try {
            return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof OpaException known
                    ? known
                    : new OpaException("the policy engine failed: " + failed.getCause(), failed);
        } finally {
            result.cancel(true);
        }
    }

    /** The place is free only when the thread is, however long that takes. */
    private void run(FutureTask<?> task) {
        try {
            task.run();
        } finally {
            free.release();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
