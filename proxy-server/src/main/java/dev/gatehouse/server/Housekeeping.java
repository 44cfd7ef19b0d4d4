package dev.gatehouse.server;

import dev.gatehouse.core.proxy.FileUses;
import dev.gatehouse.core.proxy.Journal;
import dev.gatehouse.core.proxy.Services;
import dev.gatehouse.server.access.TokenBook;
import dev.gatehouse.server.audit.AuditRetention;
import dev.gatehouse.server.policy.DecisionRetention;
import dev.gatehouse.server.store.StoreDirectory;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What is done now and then: the journal is written, absences are asked for again, blobs are swept.
 */
final class Housekeeping implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final ScheduledExecutorService timer =
            Executors.newScheduledThreadPool(
                    2, Thread.ofPlatform().daemon().name("housekeeping-", 0).factory());
    private final Journal journal;
    private final TokenBook tokens;
    private final FileUses uses;

    Housekeeping(
            Services services,
            StoreDirectory store,
            TokenBook tokens,
            LiveSettings live,
            InstantSource clock) {
        this.journal = services.journal();
        this.tokens = tokens;
        this.uses = services.packages().stored().uses();
        AuditRetention retention =
                new AuditRetention(store.metadata(), journal, live::audit, clock);
        DecisionRetention decisions =
                new DecisionRetention(store.metadata(), () -> live.audit().age(), clock);
        every(60, "writing the journal", journal::flush);
        every(60, "writing how often files were served", uses::flush);
        every(60, "writing when tokens were used", tokens.uses()::flush);
        every(3600, "trimming the audit log", retention::trim);
        every(3600, "trimming the decision log", decisions::trim);
        every(3600, "forgetting ended tokens", tokens::purge);
        every(60, "reading keys of signatures again", services.signatures()::refresh);
        every(5, "signing what was published before", services.backlog()::catchUp);
        every(2, "confirming absences", services.absences()::tick);
        every(2, "asking policies again", services.policies().pass()::runIfDue);
        every(3600, "purging deleted packages", services.policies().deleted()::purge);
        every(3600, "sweeping blobs", store.sweep()::sweep);
    }

    /** One of the tasks. */
    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    private void every(long seconds, String what, Task task) {
        var _ =
                timer.scheduleWithFixedDelay(
                        () -> attempt(what, task), seconds, seconds, TimeUnit.SECONDS);
    }

    private static void attempt(String what, Task task) {
        try {
            task.run();
        } catch (IOException | RuntimeException e) {
            LOG.error("{} failed", what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        timer.shutdownNow();
        journal.flush();
        tokens.uses().flush();
        uses.flush();
    }
}
