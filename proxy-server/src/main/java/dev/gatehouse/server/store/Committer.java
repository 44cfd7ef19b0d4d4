package dev.gatehouse.server.store;

import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that writes to RocksDB. It takes all that waits, up to a bound, as one batch with
 * one sync, so that many commits share the price of one.
 *
 * <p>A platform thread, because a sync inside native code would hold a virtual thread's carrier.
 * After a failed write the store is read-only.
 */
final class Committer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Committer.class);
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_TOGETHER = 256;
    private static final long MOST_BYTES = 8L * 1024 * 1024;
    private static final long POLL_MILLIS = 200;
    private static final int MOST_POLLS = 300;
    private static final long CLOSE_MILLIS = 30_000;

    private final RocksDatabase database;
    private final UpstreamEraser eraser;
    private final AuditLedger ledger;
    private final DecisionTrimmer trimmer;
    private final StoreLatch latch;
    private final SyncedMark mark;
    private final BlockingQueue<PendingCommit> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread thread;
    private volatile boolean closing;

    Committer(
            RocksDatabase database,
            UpstreamEraser eraser,
            AuditLedger ledger,
            StoreLatch latch,
            SyncedMark mark) {
        this.ledger = ledger;
        this.database = database;
        this.eraser = eraser;
        this.trimmer = new DecisionTrimmer(database);
        this.latch = latch;
        this.mark = mark;
        this.thread = Thread.ofPlatform().name("metadata-committer").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /**
     * Applies the steps, all or none, and returns when every read shows them.
     *
     * @param synced whether the disk must have them too
     * @throws IOException when they were not applied; or, if it says that the outcome is unknown,
     *     may still be
     */
    void commit(List<Op> ops, boolean synced) throws IOException {
        latch.requireWritable();
        if (closing) {
            throw new IOException("the metadata store is closed");
        }
        PendingCommit commit = new PendingCommit(ops, synced);
        if (!waiting.offer(commit)) {
            throw new IOException(MOST_WAITING + " commits are waiting for the disk already");
        }
        try {
            await(commit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted: the outcome of the commit is unknown");
        }
    }

    private void await(PendingCommit commit) throws IOException, InterruptedException {
        for (int polls = 0; !commit.await(POLL_MILLIS); polls++) {
            if (!thread.isAlive() && waiting.remove(commit)) {
                throw new IOException("the metadata store is closed");
            }
            if (polls >= MOST_POLLS) {
                throw new IOException(
                        "the disk did not answer within a minute:"
                                + " the outcome of the commit is unknown");
            }
        }
    }

    /** Writes what waits, and ends. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            log.error("the metadata committer did not end in time: is the disk stuck?");
        }
    }

    private void run() {
        while (!closing || !waiting.isEmpty()) {
            PendingCommit first = poll();
            if (first != null) {
                write(group(first));
            }
        }
    }

    private @Nullable PendingCommit poll() {
        try {
            return waiting.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // Only the owner of this thread could interrupt it, and it ends it by closing.
            return null;
        }
    }

    /** Takes what can be written together with the first; one that looks at data goes alone. */
    private List<PendingCommit> group(PendingCommit first) {
        List<PendingCommit> group = new ArrayList<>(List.of(first));
        long bytes = first.size();
        PendingCommit next = waiting.peek();
        while (next != null
                && group.size() < MOST_TOGETHER
                && bytes < MOST_BYTES
                && !first.looksAtData()
                && !next.looksAtData()) {
            group.add(waiting.remove());
            bytes += next.size();
            next = waiting.peek();
        }
        return group;
    }

    private void write(List<PendingCommit> group) {
        try (WriteBatch batch = new WriteBatch()) {
            latch.requireWritable();
            for (PendingCommit commit : group) {
                fill(batch, commit.ops());
            }
            write(batch, group.stream().anyMatch(PendingCommit::isSynced));
            ledger.written();
            group.forEach(PendingCommit::succeed);
        } catch (IOException e) {
            ledger.undone();
            group.forEach(commit -> commit.fail(e));
        } catch (RocksDBException | RuntimeException | Error e) {
            ledger.undone();
            IOException broken = latch.trip("writing metadata", e);
            group.forEach(commit -> commit.fail(broken));
        }
    }

    private void write(WriteBatch batch, boolean synced) throws IOException {
        try {
            database.write(batch, synced);
        } catch (IOException e) {
            throw latch.trip("writing metadata", e);
        }
        if (synced) {
            mark.write(database.sequence());
        }
    }

    private void fill(WriteBatch batch, List<Op> ops) throws RocksDBException, IOException {
        for (int i = 0; i < ops.size(); i++) {
            switch (ops.get(i)) {
                case Op.Put(var column, var key, var value) ->
                        batch.put(database.handle(column), key, value);
                case Op.Delete(var column, var key) -> batch.delete(database.handle(column), key);
                case Op.DeleteAll all -> deleteAll(batch, all);
                case Op.Append append -> ledger.append(batch, append);
                case Op.Trim(long through) -> ledger.trim(batch, through);
                case Op.TrimDecisions(var before) -> {
                    batch.deleteRange(
                            database.handle(Column.DECISIONS), Keys.of(), Keys.of(before));
                    for (Op.DeleteAll unused : trimmer.unused(before, ops.subList(0, i))) {
                        deleteAll(batch, unused);
                    }
                }
                case Op.Erase(var upstream) -> {
                    for (Op.Delete found : eraser.deletions(upstream, ops.subList(0, i))) {
                        ColumnFamilyHandle column = database.handle(found.column());
                        batch.delete(column, found.key());
                    }
                }
            }
        }
    }

    private void deleteAll(WriteBatch batch, Op.DeleteAll all) throws RocksDBException {
        batch.deleteRange(database.handle(all.column()), all.prefix(), Keys.after(all.prefix()));
    }
}
