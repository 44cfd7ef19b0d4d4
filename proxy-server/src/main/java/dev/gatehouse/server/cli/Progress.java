package dev.gatehouse.server.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Says on a terminal, after a while and then each second, that something is still going on. What it
 * writes is wiped when the work ends. Elsewhere it writes nothing. Not for more than one thread.
 */
final class Progress {
    private static final String WIPE = "\r\033[K";

    private final PrintWriter terminal;
    private final boolean shown;
    private final Duration patience;

    /**
     * A progress.
     *
     * @param shown whether somebody looks at a terminal
     * @param patience how long nothing is said
     */
    Progress(PrintWriter terminal, boolean shown, Duration patience) {
        this.terminal = terminal;
        this.shown = shown;
        this.patience = patience;
    }

    /** Work that may take long. */
    interface Work<T> {
        T run() throws InterruptedException;
    }

    <T> T during(String what, Work<T> work) throws InterruptedException {
        if (!shown) {
            return work.run();
        }
        AtomicLong seconds = new AtomicLong(patience.toSeconds());
        try (ScheduledExecutorService timer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("progress").factory())) {
            var _ =
                    timer.scheduleAtFixedRate(
                            () -> tell(what, seconds.getAndIncrement()),
                            patience.toMillis(),
                            1000,
                            TimeUnit.MILLISECONDS);
            try {
                return work.run();
            } finally {
                timer.shutdownNow();
            }
        } finally {
            terminal.print(WIPE);
            terminal.flush();
        }
    }

    private void tell(String what, long seconds) {
        terminal.print("%sgatehouse: %s … %d s".formatted(WIPE, what, seconds));
        terminal.flush();
    }
}
