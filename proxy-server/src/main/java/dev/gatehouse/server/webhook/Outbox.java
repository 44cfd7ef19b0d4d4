package dev.gatehouse.server.webhook;

import dev.gatehouse.config.WebhookConfig;
import dev.gatehouse.core.store.AuditLink;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.MetadataStore.Durability;
import dev.gatehouse.core.store.StoredDelivery;
import dev.gatehouse.core.store.StoredHook;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * What waits to be told to webhooks, in the store and the same in memory. Events come from the
 * audit log, by a position that moves in the same commit in which they are queued, and, for what
 * the log counts, from {@link Alerts}. Thread-safe; after a commit that failed, memory is read
 * anew.
 */
final class Outbox {
    private static final int PAGE = 200;
    private static final int STORED = HookQueue.MOST_PENDING + HookQueue.MOST_DEAD + PAGE;

    private final MetadataStore metadata;
    private final Alerts alerts;
    private final String workspace;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private Map<String, HookQueue> queues = new LinkedHashMap<>();
    private OptionalLong position = OptionalLong.empty();
    private boolean loaded;

    Outbox(MetadataStore metadata, Alerts alerts, String workspace, InstantSource clock) {
        this.metadata = metadata;
        this.alerts = alerts;
        this.workspace = workspace;
        this.clock = clock;
    }

    /** Work that is done while nobody else changes anything. */
    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T inside(Work<T> work) throws IOException {
        lock.lock();
        try {
            if (!loaded) {
                load();
                loaded = true;
            }
            return work.run();
        } catch (IOException e) {
            loaded = false;
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private void load() throws IOException {
        Map<String, HookQueue> before = queues;
        queues = new LinkedHashMap<>();
        position = metadata.webhooks().position();
        for (StoredHook stored : metadata.webhooks().hooks()) {
            HookQueue queue = new HookQueue(stored);
            queue.load(metadata.webhooks().deliveries(stored.name(), Optional.empty(), STORED));
            Optional.ofNullable(before.get(stored.name())).ifPresent(queue::takeOver);
            queues.put(stored.name(), queue);
        }
    }

    private void commit(List<Change> changes) throws IOException {
        if (!changes.isEmpty()) {
            metadata.commit(changes, Durability.SYNCED);
        }
    }

    /** Forgets webhooks that are not configured any more, and begins with new ones. */
    void take(List<WebhookConfig> configured) throws IOException {
        inside(
                () -> {
                    List<Change> changes = new ArrayList<>();
                    List<String> names = configured.stream().map(WebhookConfig::name).toList();
                    for (String known : List.copyOf(queues.keySet())) {
                        if (!names.contains(known)) {
                            queues.remove(known);
                            changes.add(new Change.DropHook(known));
                        }
                    }
                    if (names.isEmpty() && position.isPresent()) {
                        position = OptionalLong.empty();
                        changes.add(new Change.DropHookPosition());
                    }
                    begin(names, changes);
                    commit(changes);
                    return true;
                });
    }

    private void begin(List<String> names, List<Change> changes) throws IOException {
        for (String name : names) {
            if (!queues.containsKey(name)) {
                long end = metadata.audit().bounds().end().position();
                if (position.isEmpty()) {
                    position = OptionalLong.of(end);
                    changes.add(new Change.PutHookPosition(end));
                }
                StoredHook fresh = StoredHook.at(name, end);
                queues.put(name, new HookQueue(fresh));
                changes.add(new Change.PutHook(fresh));
            }
        }
    }

    /** Queues what happened since the last call. */
    void collect(List<WebhookConfig> configured) throws IOException {
        Alerts.Batch batch = alerts.take();
        inside(
                () -> {
                    List<Change> changes = new ArrayList<>();
                    for (WebhookConfig hook : configured) {
                        queue(hook, batch, changes);
                    }
                    commit(changes);
                    return true;
                });
        boolean more = !configured.isEmpty();
        while (more) {
            more = inside(() -> follow(configured));
        }
    }

    private void queue(WebhookConfig hook, Alerts.Batch batch, List<Change> changes) {
        HookQueue queue = queues.get(hook.name());
        if (queue == null) {
            return;
        }
        long before = queue.hook().dropped();
        queue.drop(batch.lost());
        batch.events().stream()
                .flatMap(e -> Announcement.of(e).stream())
                .filter(a -> a.concerns(hook))
                .flatMap(a -> queue.queue(a, a.body(workspace), clock.instant()).stream())
                .forEach(changes::add);
        noteDropped(queue, before, changes);
    }

    private static void noteDropped(HookQueue queue, long before, List<Change> changes) {
        if (queue.hook().dropped() > before) {
            changes.add(new Change.PutHook(queue.hook()));
        }
    }

    /** Queues the next entries of the audit log; whether there may be more. */
    private boolean follow(List<WebhookConfig> configured) throws IOException {
        if (position.isEmpty()) {
            return false;
        }
        List<AuditLink> links = metadata.audit().links(position.getAsLong(), PAGE);
        if (links.isEmpty()) {
            return false;
        }
        List<Change> changes = new ArrayList<>();
        for (WebhookConfig hook : configured) {
            Optional.ofNullable(queues.get(hook.name()))
                    .ifPresent(queue -> queue(hook, queue, links, changes));
        }
        // Without a delivery the position may be lost: the same entries are read again then.
        Durability durability = changes.isEmpty() ? Durability.BEHIND : Durability.SYNCED;
        position = OptionalLong.of(links.getLast().position());
        changes.add(new Change.PutHookPosition(position.getAsLong()));
        metadata.commit(changes, durability);
        return links.size() == PAGE;
    }

    private void queue(
            WebhookConfig hook, HookQueue queue, List<AuditLink> links, List<Change> changes) {
        long before = queue.hook().dropped();
        for (AuditLink link : links) {
            if (link.position() > queue.hook().from()) {
                link.event()
                        .flatMap(Announcement::of)
                        .filter(a -> !a.counted() && a.concerns(hook))
                        .flatMap(a -> queue.queue(a, a.body(workspace), clock.instant()))
                        .ifPresent(changes::add);
            }
        }
        noteDropped(queue, before, changes);
    }

    /** What is to be sent now, of all webhooks. */
    List<StoredDelivery> due() throws IOException {
        return inside(
                () -> {
                    Instant now = clock.instant();
                    return queues.values().stream().flatMap(q -> q.take(now).stream()).toList();
                });
    }

    /** Changes one queue and stores what comes of it; a webhook that was removed has none. */
    void settle(String hook, Function<HookQueue, List<Change>> change) throws IOException {
        inside(
                () -> {
                    HookQueue queue = queues.get(hook);
                    if (queue != null) {
                        commit(change.apply(queue));
                    }
                    return true;
                });
    }

    List<HookState> states() throws IOException {
        return inside(() -> queues.values().stream().map(HookQueue::state).toList());
    }

    /** Dead letters of a webhook behind that id, the oldest first. */
    List<StoredDelivery> dead(String hook, Optional<String> after, int most) throws IOException {
        return inside(
                () -> {
                    List<StoredDelivery> letters = new ArrayList<>();
                    for (String id : deadIds(hook)) {
                        if (letters.size() < most
                                && after.map(a -> id.compareTo(a) > 0).orElse(true)) {
                            metadata.webhooks().delivery(hook, id).ifPresent(letters::add);
                        }
                    }
                    return letters;
                });
    }

    private List<String> deadIds(String hook) {
        return Optional.ofNullable(queues.get(hook)).map(HookQueue::dead).orElse(List.of());
    }

    /**
     * Sends dead letters again, or forgets them.
     *
     * @param id of the only one; empty: all
     * @return how many
     */
    int clear(String hook, Optional<String> id, boolean again, Function<Integer, Change> told)
            throws IOException {
        return inside(
                () -> {
                    HookQueue queue = queues.get(hook);
                    List<Change> changes = new ArrayList<>();
                    for (String letter : deadIds(hook)) {
                        if (queue != null && id.map(letter::equals).orElse(true)) {
                            metadata.webhooks()
                                    .delivery(hook, letter)
                                    .map(d -> clear(queue, d, again))
                                    .ifPresent(changes::add);
                        }
                    }
                    int count = changes.size();
                    if (count > 0) {
                        changes.add(told.apply(count));
                    }
                    commit(changes);
                    return count;
                });
    }

    private Change clear(HookQueue queue, StoredDelivery letter, boolean again) {
        return again ? queue.revive(letter, clock.instant()) : queue.forget(letter.id());
    }
}
