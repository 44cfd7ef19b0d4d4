package dev.gatehouse.server.audit;

import dev.gatehouse.core.http.LiveContent;
import dev.gatehouse.core.store.AuditLink;
import dev.gatehouse.core.store.AuditView;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The audit log as it grows, as server-sent events. Each listener reads the log by itself, once a
 * second at most and only when its client has taken what came before: so none holds up another or
 * whoever writes, and none misses an entry. Thread-safe.
 */
public final class AuditFeed implements Closeable {
    private static final int MOST_LISTENERS = 16;
    private static final int AT_ONCE = 100;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int PAUSES_TO_A_SIGN_OF_LIFE = 10;

    private final AuditView audit;
    private final Semaphore room = new Semaphore(MOST_LISTENERS);
    private final CountDownLatch closing = new CountDownLatch(1);

    public AuditFeed(AuditView audit) {
        this.audit = audit;
    }

    /**
     * Begins to listen. A place is taken when the content is first asked for: what is never sent,
     * as to a HEAD, takes none.
     *
     * @param after the position behind which it begins; without one, now
     * @param data one entry as text without line feeds; empty: the listener may not see it
     * @param entitled whether the listener may listen still; asked before each look at the log
     * @return empty when there are too many listeners
     */
    public Optional<LiveContent> listen(
            Optional<Long> after,
            Function<AuditLink, Optional<String>> data,
            BooleanSupplier entitled)
            throws IOException {
        long from = after.isPresent() ? Math.max(0, after.get()) : audit.bounds().end().position();
        return room.availablePermits() > 0
                ? Optional.of(new Listener(from, data, entitled))
                : Optional.empty();
    }

    /** Ends all listeners, each within a second. */
    @Override
    public void close() {
        closing.countDown();
    }

    private final class Listener implements LiveContent {
        private final Function<AuditLink, Optional<String>> data;
        private final BooleanSupplier entitled;
        private final AtomicBoolean listening = new AtomicBoolean();
        private long position;
        private boolean begun;

        Listener(
                long position,
                Function<AuditLink, Optional<String>> data,
                BooleanSupplier entitled) {
            this.position = position;
            this.data = data;
            this.entitled = entitled;
        }

        @Override
        public Optional<ByteBuffer> next() throws IOException, InterruptedException {
            if (!begun) {
                begun = true;
                listening.set(room.tryAcquire());
                return listening.get() ? text(": the audit log as it grows\n\n") : Optional.empty();
            }
            for (int pauses = 0; pauses < PAUSES_TO_A_SIGN_OF_LIFE; pauses++) {
                if (!entitled.getAsBoolean()) {
                    return Optional.empty();
                }
                String events = events();
                if (!events.isEmpty()) {
                    return text(events);
                }
                if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return Optional.empty();
                }
            }
            return text(": still here\n\n");
        }

        private String events() throws IOException {
            StringBuilder text = new StringBuilder();
            List<AuditLink> links = audit.links(position, AT_ONCE);
            for (AuditLink link : links) {
                position = link.position();
                data.apply(link)
                        .ifPresent(
                                line ->
                                        text.append("id: ")
                                                .append(link.position())
                                                .append("\nevent: audit\ndata: ")
                                                .append(line)
                                                .append("\n\n"));
            }
            return text.toString();
        }

        private static Optional<ByteBuffer> text(String text) {
            return Optional.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public void close() {
            if (listening.compareAndSet(true, false)) {
                room.release();
            }
        }
    }
}
