package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.Hold;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.model.ItemState;
import dev.gatehouse.core.model.ItemTag;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.AuditEvent.Kind;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;

import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Lays quarantine and tags upon items: durable when a method returns, and in force for the next
 * request, rendered documents included. Thread-safe.
 */
public final class ItemService {
    private final Rejudging rejudging;
    private final MetadataStore metadata;
    private final Epochs epochs;
    private final PackageLocks locks;
    private final Journal journal;
    private final InstantSource clock;

    ItemService(Kernel kernel, Rejudging rejudging) {
        this.rejudging = rejudging;
        this.metadata = kernel.metadata();
        this.epochs = kernel.epochs();
        this.locks = kernel.locks();
        this.journal = kernel.journal();
        this.clock = kernel.clock();
    }

    /** What was laid upon an item. */
    public ItemState state(ItemKey item) throws IOException {
        return metadata.states().of(item.key()).stream()
                .filter(s -> s.item().equals(item))
                .findFirst()
                .orElseGet(() -> ItemState.none(item));
    }

    /** Holds it back; one that is held stays as it is. */
    public ItemState hold(Mount<?, ?> mount, ItemKey item, String by, String reason)
            throws IOException, InterruptedException {
        Note note = new Note(Kind.QUARANTINE, by, Map.of("action", "hold", "reason", reason));
        return change(
                mount,
                item,
                note,
                state ->
                        state.byHand().isPresent()
                                ? state
                                : state.held(new Hold(by, reason, clock.instant())));
    }

    /** Ends a hold. */
    public ItemState free(Mount<?, ?> mount, ItemKey item, String by)
            throws IOException, InterruptedException {
        Note note = new Note(Kind.QUARANTINE, by, Map.of("action", "free"));
        return change(
                mount,
                item,
                note,
                state -> state.byHand().isEmpty() ? state : state.free(clock.instant()));
    }

    /** Puts other tags in the place of those that it has; policies are asked what follows. */
    public ItemState tag(
            Mount<?, ?> mount, ItemKey item, String by, UnaryOperator<List<ItemTag>> edit)
            throws IOException, InterruptedException {
        Note note = new Note(Kind.CHANGE, by, Map.of("action", "tag"));
        change(mount, item, note, state -> state.tagged(edit.apply(state.ownTags())));
        rejudging.name(mount, item.key().name(), journal.id());
        return state(item);
    }

    /** What the audit log is told. */
    private record Note(AuditEvent.Kind kind, String by, Map<String, String> details) {}

    private ItemState change(
            Mount<?, ?> mount, ItemKey item, Note note, UnaryOperator<ItemState> edit)
            throws IOException, InterruptedException {
        PackageKey key = item.key();
        return locks.holding(
                key,
                () -> {
                    ItemState before = state(item);
                    ItemState after = edit.apply(before);
                    if (!after.equals(before)) {
                        Change audit = audit(mount, item, note);
                        metadata.commit(new Change.PutState(after), audit);
                        epochs.move(key);
                    }
                    return after;
                });
    }

    private Change audit(Mount<?, ?> mount, ItemKey item, Note note) {
        Map<String, String> details = new HashMap<>(note.details());
        details.put("version", item.version().value());
        item.file().ifPresent(f -> details.put("file", f.value()));
        return journal.entry(
                note.kind(),
                mount.repositoryName(),
                Journal.subject(item.key().name()),
                Optional.empty(),
                note.by(),
                details);
    }
}
