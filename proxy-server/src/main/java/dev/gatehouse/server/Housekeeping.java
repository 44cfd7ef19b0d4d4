package dev.gatehouse.server;

import dev.gatehouse.core.proxy.AbsenceWatch;
import dev.gatehouse.core.proxy.Journal;
import dev.gatehouse.server.store.BlobSweep;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
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

    Housekeeping(Journal journal, AbsenceWatch absences, BlobSweep sweep) {
        this.journal = journal;
        every(60, "writing the journal", journal::flush);
        every(2, "confirming absences", absences::tick);
        every(3600, "sweeping blobs", sweep::sweep);
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
    }
}
