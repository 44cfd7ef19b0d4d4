package dev.gatehouse.server;

import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.report.Place;
import dev.gatehouse.config.report.Problem;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.proxy.Catalogue;
import dev.gatehouse.core.proxy.Journal;
import dev.gatehouse.core.store.AuditEvent.Kind;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.ManagedRepository;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.server.Assembly.Result;
import dev.gatehouse.server.managed.Configured;
import dev.gatehouse.server.managed.Draft;
import dev.gatehouse.server.managed.RepositoryBook;
import dev.gatehouse.server.upstream.HttpUpstreamClient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The one place that knows what is configured now, from the file and from the store, and the only
 * one that changes it: whole, stored first, and in force for the next request. Thread-safe.
 */
final class LiveConfiguration implements RepositoryBook {
    private final Serving serving;
    private final Assembly assembly;
    private final Storing storing;
    private final ReentrantLock changing = new ReentrantLock();
    private long generation = 1;
    private volatile Result.Whole current;

    /**
     * A configuration that changes.
     *
     * @param first what is served from the start; its changes are stored
     */
    LiveConfiguration(Serving serving, Assembly assembly, Storing storing, Result.Whole first) {
        this.serving = serving;
        this.assembly = assembly;
        this.storing = storing;
        this.current = first;
    }

    /** What takes a configuration. */
    record Serving(Catalogue catalogue, HttpUpstreamClient upstreams, LiveSettings live) {}

    /**
     * Where changes are written down.
     *
     * @param slugs what the API will call new upstreams
     */
    record Storing(
            MetadataStore metadata,
            Identities identities,
            Journal journal,
            Supplier<String> slugs,
            InstantSource clock) {}

    /** What came of a file. */
    sealed interface Step {
        /** From one configuration to the next. */
        record Made(GatehouseConfig before, GatehouseConfig after) implements Step {}

        /** It cannot be used, and nothing was changed. */
        record Wrong(List<Problem> problems) implements Step {}
    }

    @Override
    public Configured now() {
        return current.configured();
    }

    @Override
    public List<ManagedRepository> managed() {
        return current.managed();
    }

    /**
     * Takes what a file says.
     *
     * @param more what is to be stored with it
     */
    Step take(GatehouseConfig file, String by, List<Change> more) throws IOException {
        changing.lock();
        try {
            return switch (assembly.assemble(file, current.managed(), ++generation, by)) {
                case Result.Wrong(List<Problem> problems) -> new Step.Wrong(problems);
                case Result.Whole whole -> {
                    GatehouseConfig before = current.whole();
                    List<Change> changes = new ArrayList<>(whole.changes());
                    changes.addAll(more);
                    enforce(whole, changes);
                    yield new Step.Made(before, whole.whole());
                }
            };
        } finally {
            changing.unlock();
        }
    }

    /** What would be in force if a file were taken; nothing is changed. */
    Step imagine(GatehouseConfig file) throws IOException {
        Result.Whole now = current;
        return switch (assembly.assemble(file, now.managed(), 0, "nobody")) {
            case Result.Wrong(List<Problem> problems) -> new Step.Wrong(problems);
            case Result.Whole whole -> new Step.Made(now.whole(), whole.whole());
        };
    }

    @Override
    public Outcome change(String by, Edit edit) throws IOException {
        changing.lock();
        try {
            Optional<Place> declared = current.configured().declaredAt();
            if (declared.isPresent()) {
                return new Outcome.Declared(declared.get());
            }
            Draft draft =
                    new Draft(
                            current.managed(),
                            this::idOf,
                            storing.slugs(),
                            storing.clock().instant());
            edit.apply(draft);
            return switch (assembly.assemble(current.file(), draft.all(), ++generation, by)) {
                case Result.Wrong(List<Problem> problems) -> new Outcome.Wrong(problems);
                case Result.Whole whole -> {
                    enforce(whole, changes(draft, whole, by));
                    yield new Outcome.Done(whole.configured());
                }
            };
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            changing.unlock();
        }
    }

    private RepositoryId idOf(String name) {
        try {
            return storing.identities().idOf(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that is stored in one piece before the draft is in force. */
    private List<Change> changes(Draft draft, Result.Whole whole, String by) {
        List<Change> changes = new ArrayList<>();
        Set<RepositoryId> left = new HashSet<>();
        draft.all().forEach(r -> left.add(r.id()));
        for (ManagedRepository before : current.managed()) {
            if (!left.contains(before.id())) {
                changes.add(new Change.DropRepository(before.id()));
            }
        }
        for (ManagedRepository repository : draft.all()) {
            if (!current.managed().contains(repository)) {
                changes.add(new Change.PutManaged(repository));
            }
        }
        changes.addAll(whole.changes());
        for (Draft.Note note : draft.notes()) {
            changes.add(
                    storing.journal()
                            .entry(
                                    Kind.CONFIGURATION,
                                    note.repository(),
                                    note.subject(),
                                    Optional.empty(),
                                    by,
                                    note.details()));
        }
        return changes;
    }

    private void enforce(Result.Whole whole, List<Change> changes) throws IOException {
        if (!changes.isEmpty()) {
            storing.metadata().commit(changes, MetadataStore.Durability.SYNCED);
        }
        // What is removed goes last: until the mounts are replaced, requests still ask it.
        var upstreams = new HashMap<>(current.mounts().upstreams());
        upstreams.putAll(whole.mounts().upstreams());
        serving.upstreams().reload(upstreams);
        serving.live().take(whole.whole());
        serving.catalogue().replace(whole.mounts().mounts());
        serving.upstreams().reload(whole.mounts().upstreams());
        current = whole;
    }
}
