package dev.gatehouse.server.webhook;

import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.StoredDelivery;
import dev.gatehouse.core.store.StoredHook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What waits for one webhook. It works out what is to be stored and does not store it. Guarded by
 * the lock of its {@link Outbox}.
 */
final class HookQueue {
    /** So many deliveries wait at most; what comes then is dropped. */
    static final int MOST_PENDING = 1000;

    /** So many dead letters are kept; of more the oldest is dropped. */
    static final int MOST_DEAD = 1000;

    /** So many events that clients can cause at will are queued in a minute. */
    static final int MOST_COUNTED = 60;

    private static final int AT_ONCE = 4;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final NavigableMap<String, StoredDelivery> pending = new TreeMap<>();
    private final NavigableSet<String> dead = new TreeSet<>();
    private final Set<String> sending = new HashSet<>();
    private StoredHook hook;
    private Instant minute = Instant.MIN;
    private int counted;

    HookQueue(StoredHook hook) {
        this.hook = hook;
    }

    StoredHook hook() {
        return hook;
    }

    HookState state() {
        return new HookState(hook, pending.size(), dead.size());
    }

    /** Takes what is stored already. */
    void load(List<StoredDelivery> stored) {
        for (StoredDelivery delivery : stored) {
            if (delivery.dead()) {
                dead.add(delivery.id());
            } else {
                pending.put(delivery.id(), delivery);
            }
        }
    }

    /** Goes on with what another was sending. */
    void takeOver(HookQueue other) {
        sending.addAll(other.sending);
        minute = other.minute;
        counted = other.counted;
    }

    /** Queues an event; empty when it is there already, or is dropped. */
    Optional<Change> queue(Announcement announcement, String body, Instant now) {
        String id = announcement.told().id();
        if (pending.containsKey(id) || dead.contains(id)) {
            return Optional.empty();
        }
        boolean room = hook.goneAt().isEmpty() && pending.size() < MOST_PENDING;
        if (!room || (announcement.counted() && isTooMuch(now))) {
            drop(1);
            return Optional.empty();
        }
        StoredDelivery delivery =
                new StoredDelivery(
                        hook.name(),
                        id,
                        announcement.word(),
                        body,
                        now,
                        0,
                        now,
                        Optional.empty(),
                        false);
        pending.put(id, delivery);
        return Optional.of(new Change.PutDelivery(delivery));
    }

    private boolean isTooMuch(Instant now) {
        // A clock that was set back begins another minute, too.
        if (now.isBefore(minute) || !now.isBefore(minute.plus(MINUTE))) {
            minute = now;
            counted = 0;
        }
        return counted++ >= MOST_COUNTED;
    }

    /** Counts events that were not queued. */
    void drop(long events) {
        hook = hook.dropping(events);
    }

    /** What is to be sent now; it counts as being sent from here on. */
    List<StoredDelivery> take(Instant now) {
        List<StoredDelivery> due =
                pending.values().stream()
                        .filter(d -> !d.nextAt().isAfter(now) && !sending.contains(d.id()))
                        .sorted(Comparator.comparing(StoredDelivery::nextAt))
                        .limit(Math.max(0, AT_ONCE - sending.size()))
                        .toList();
        due.forEach(d -> sending.add(d.id()));
        return due;
    }

    /** It is not being sent any more, and nothing is known of what came of it. */
    void putBack(String id) {
        sending.remove(id);
    }

    List<Change> succeeded(String id, Instant now) {
        sending.remove(id);
        pending.remove(id);
        return List.of(new Change.DropDelivery(hook.name(), id), succeeded(now));
    }

    /** The receiver took something, queued or not. */
    Change succeeded(Instant now) {
        hook = hook.succeeded(now);
        return new Change.PutHook(hook);
    }

    /**
     * An attempt failed.
     *
     * @param next when the next is made; empty: never
     */
    List<Change> failed(StoredDelivery sent, String why, Instant now, Optional<Instant> next) {
        sending.remove(sent.id());
        hook = hook.failed(now);
        List<Change> changes = new ArrayList<>();
        if (!pending.containsKey(sent.id())) {
            return changes;
        }
        StoredDelivery after = sent.failed(why, next.orElse(now), next.isEmpty());
        if (next.isPresent()) {
            pending.put(sent.id(), after);
        } else {
            changes.addAll(bury(sent.id()));
        }
        changes.add(new Change.PutDelivery(after));
        changes.add(new Change.PutHook(hook));
        return changes;
    }

    /** The receiver does not exist any more: nothing that waits is sent. */
    List<Change> gone(StoredDelivery sent, String why, Instant now) {
        List<Change> changes = new ArrayList<>(failed(sent, why, now, Optional.empty()));
        hook = hook.gone(now);
        for (StoredDelivery waiting : List.copyOf(pending.values())) {
            if (!sending.contains(waiting.id())) {
                changes.addAll(bury(waiting.id()));
                changes.add(new Change.PutDelivery(waiting.failed(why, now, true)));
            }
        }
        changes.add(new Change.PutHook(hook));
        return changes;
    }

    private List<Change> bury(String id) {
        pending.remove(id);
        dead.add(id);
        if (dead.size() <= MOST_DEAD) {
            return List.of();
        }
        drop(1);
        String oldest = dead.removeFirst();
        return List.of(new Change.DropDelivery(hook.name(), oldest));
    }

    boolean isDead(String id) {
        return dead.contains(id);
    }

    /** The ids of all dead letters, the oldest first. */
    List<String> dead() {
        return List.copyOf(dead);
    }

    /** A dead letter is sent again, as if it had never been. */
    Change revive(StoredDelivery letter, Instant now) {
        dead.remove(letter.id());
        StoredDelivery fresh = letter.anew(now);
        pending.put(fresh.id(), fresh);
        return new Change.PutDelivery(fresh);
    }

    /** A dead letter is forgotten. */
    Change forget(String id) {
        dead.remove(id);
        return new Change.DropDelivery(hook.name(), id);
    }
}
