package dev.gatehouse.server.webhook;

import dev.gatehouse.core.store.AuditEvent;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What is counted and reaches the audit log only later, such as blocks: the first of each row,
 * until it is queued. Bounded; what finds no room is counted. Thread-safe, never blocks on anything
 * else.
 */
public final class Alerts implements Consumer<AuditEvent> {
    private static final int MOST = 1000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<AuditEvent> waiting = new ArrayDeque<>();
    private long lost;

    /**
     * What came since the last look.
     *
     * @param lost how many events found no room
     */
    record Batch(List<AuditEvent> events, long lost) {}

    @Override
    public void accept(AuditEvent event) {
        lock.lock();
        try {
            if (waiting.size() < MOST) {
                waiting.add(event);
            } else {
                lost++;
            }
        } finally {
            lock.unlock();
        }
    }

    Batch take() {
        lock.lock();
        try {
            Batch batch = new Batch(List.copyOf(waiting), lost);
            waiting.clear();
            lost = 0;
            return batch;
        } finally {
            lock.unlock();
        }
    }
}
