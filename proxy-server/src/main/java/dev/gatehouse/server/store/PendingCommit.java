package dev.gatehouse.server.store;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A commit on its way to the committer, and the place where its caller waits. */
final class PendingCommit {
    private final List<Op> ops;
    private final boolean synced;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable IOException failure;

    PendingCommit(List<Op> ops, boolean synced) {
        this.ops = ops;
        this.synced = synced;
    }

    List<Op> ops() {
        return ops;
    }

    boolean isSynced() {
        return synced;
    }

    /** Whether what it does depends on what the commits before it have written. */
    boolean looksAtData() {
        return ops.stream()
                .anyMatch(
                        op ->
                                op instanceof Op.Erase
                                        || op instanceof Op.Trim
                                        || op instanceof Op.TrimDecisions);
    }

    /** The size of its values in bytes. */
    long size() {
        return ops.stream()
                .mapToLong(op -> op instanceof Op.Put put ? put.value().length : 0)
                .sum();
    }

    void succeed() {
        done.countDown();
    }

    void fail(IOException why) {
        failure = why;
        done.countDown();
    }

    /**
     * Waits for the end.
     *
     * @return whether it has come
     */
    boolean await(long millis) throws IOException, InterruptedException {
        if (!done.await(millis, TimeUnit.MILLISECONDS)) {
            return false;
        }
        IOException why = failure;
        if (why != null) {
            throw new IOException(why.getMessage(), why);
        }
        return true;
    }
}
