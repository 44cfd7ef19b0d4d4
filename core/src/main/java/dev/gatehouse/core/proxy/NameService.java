package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Provenance;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.AuditEvent.Kind;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.upstream.Upstream;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an operator may do to a name: claim it, forget its provenance, release it. Thread-safe. */
public final class NameService {
    private final MetadataStore metadata;
    private final Epochs epochs;
    private final PackageLocks locks;
    private final Journal journal;
    private final InstantSource clock;

    NameService(Kernel kernel) {
        this.metadata = kernel.metadata();
        this.epochs = kernel.epochs();
        this.locks = kernel.locks();
        this.journal = kernel.journal();
        this.clock = kernel.clock();
    }

    /**
     * Who does it, and why.
     *
     * @param upstream only this one's; empty: those of all untrusted upstreams
     */
    public record Order(String by, String reason, Optional<SourceId> upstream) {}

    /**
     * Ends provenance and pins of untrusted upstreams for the name, and reserves it.
     *
     * @return how many records ended
     */
    public int claim(Mount<?, ?> mount, PackageName name, Order order)
            throws IOException, InterruptedException {
        return change(
                mount,
                name,
                order,
                Kind.CLAIM,
                key -> {
                    List<Change> changes = new ArrayList<>(provenance(mount, key, order));
                    changes.addAll(pins(mount, key, order));
                    if (metadata.releases().local(key).isEmpty()) {
                        changes.add(new Change.PutLocal(reserved(key)));
                    }
                    return changes;
                });
    }

    /** Ends provenance of untrusted upstreams for the name; pins stay. */
    public int forget(Mount<?, ?> mount, PackageName name, Order order)
            throws IOException, InterruptedException {
        return change(mount, name, order, Kind.FORGET, key -> provenance(mount, key, order));
    }

    /**
     * Ends a reservation.
     *
     * @return 0 when there was none, or when the name still has versions
     */
    public int release(Mount<?, ?> mount, PackageName name, Order order)
            throws IOException, InterruptedException {
        return change(
                mount,
                name,
                order,
                Kind.RELEASE,
                key ->
                        metadata.releases()
                                .local(key)
                                .filter(l -> l.available().isEmpty())
                                .<List<Change>>map(l -> List.of(new Change.DropLocal(key)))
                                .orElse(List.of()));
    }

    private LocalPackage reserved(PackageKey key) {
        return new LocalPackage(key, 1, "", Map.of(), clock.instant());
    }

    /** What is visible changes with the ruling, so clients must be told that there is news. */
    private Change changedNow(LocalPackage local) {
        return new Change.PutLocal(
                new LocalPackage(
                        local.key(),
                        local.revision() + 1,
                        local.document(),
                        local.releases(),
                        clock.instant()));
    }

    /** Works out what is to be changed, under the package's lock. */
    private interface Plan {
        List<Change> changes(PackageKey key) throws IOException;
    }

    private int change(Mount<?, ?> mount, PackageName name, Order order, Kind kind, Plan plan)
            throws IOException, InterruptedException {
        PackageKey key = mount.key(name);
        return locks.holding(
                key,
                () -> {
                    List<Change> changes = new ArrayList<>(plan.changes(key));
                    int ended = changes.size();
                    if (ended == 0) {
                        return 0;
                    }
                    if (kind != Kind.RELEASE) {
                        metadata.releases()
                                .local(key)
                                .map(this::changedNow)
                                .ifPresent(changes::add);
                    }
                    changes.add(audit(mount, name, order, kind, ended));
                    metadata.commit(changes, MetadataStore.Durability.SYNCED);
                    epochs.move(key);
                    return ended;
                });
    }

    private Change audit(Mount<?, ?> mount, PackageName name, Order order, Kind kind, int ended) {
        Map<String, String> details = new HashMap<>();
        details.put("reason", order.reason());
        details.put("records", Integer.toString(ended));
        Optional<String> upstream =
                order.upstream().flatMap(mount.settings()::upstream).map(Upstream::name);
        return journal.entry(
                kind, mount.repositoryName(), Journal.subject(name), upstream, order.by(), details);
    }

    private List<Change> provenance(Mount<?, ?> mount, PackageKey key, Order order)
            throws IOException {
        return metadata.provenance().of(key).stream()
                .map(Provenance::source)
                .filter(id -> isMeant(mount, id, order))
                .<Change>map(id -> new Change.DropProvenance(key, id))
                .toList();
    }

    /**
     * The files go with their pins: they are the claimed source's bytes, and the name is not its
     * own.
     */
    private List<Change> pins(Mount<?, ?> mount, PackageKey key, Order order) throws IOException {
        List<Change> changes = new ArrayList<>();
        for (Map.Entry<Version, SourceId> pin : metadata.releases().pins(key).entrySet()) {
            if (isMeant(mount, pin.getValue(), order)) {
                changes.add(new Change.Unpin(key, pin.getKey()));
            }
        }
        for (StoredFile file : metadata.releases().files(key)) {
            if (isMeant(mount, file.owner(), order)) {
                changes.add(new Change.DropFile(key, file.version(), file.file()));
            }
        }
        return changes;
    }

    private static boolean isMeant(Mount<?, ?> mount, SourceId id, Order order) {
        boolean untrusted =
                !id.isLocal()
                        && mount.settings()
                                .upstream(id)
                                .map(u -> !u.source().isTrusted())
                                .orElse(true);
        return untrusted && order.upstream().map(id::equals).orElse(true);
    }
}
