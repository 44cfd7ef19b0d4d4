package dev.gatehouse.core.store;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Provenance;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.MemoryTables.FileId;
import dev.gatehouse.core.store.MemoryTables.IndexId;
import dev.gatehouse.core.store.MemoryTables.OriginId;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A {@link MetadataStore} that forgets: the fake of tests, and the model that the real one is
 * compared with. Thread-safe. A test can break it, and look at what was committed.
 */
public final class MemoryMetadataStore
        implements MetadataStore, IndexView, ReleaseView, ProvenanceView, PresenceView {
    private final ReentrantLock lock = new ReentrantLock();
    private final MemoryTables tables = new MemoryTables();
    private final List<Commit> commits = new ArrayList<>();
    private @Nullable String trouble;

    /** What one call of {@code commit} was given. */
    public record Commit(List<Change> changes, Durability durability) {}

    /** From now on every read and commit fails with that message. */
    public void breakWith(String message) {
        locked(() -> trouble = message);
    }

    /** Ends {@link #breakWith}. */
    public void repair() {
        locked(() -> trouble = null);
    }

    /** What a test may forge. */
    public MemoryAudit forge() {
        return tables.audit;
    }

    /** All successful commits so far, in order. */
    public List<Commit> commits() {
        return locked(() -> List.copyOf(commits));
    }

    @Override
    public void commit(List<Change> changes, Durability durability) throws IOException {
        read(
                () -> {
                    changes.forEach(tables::apply);
                    return commits.add(new Commit(List.copyOf(changes), durability));
                });
    }

    @Override
    public Optional<StoredIndex> find(RepositoryId repository, IndexKey key, SourceId source)
            throws IOException {
        return read(
                () ->
                        Optional.ofNullable(
                                tables.indexes.get(new IndexId(repository, key, source))));
    }

    @Override
    public List<PackageName> names(Place place, Optional<PackageName> after, int most)
            throws IOException {
        return read(() -> MemoryTables.page(tables.documents(place), after, most));
    }

    @Override
    public Optional<LocalPackage> local(PackageKey key) throws IOException {
        return read(() -> Optional.ofNullable(tables.locals.get(key)));
    }

    @Override
    public List<PackageName> localNames(
            RepositoryId repository, FormatId format, Optional<PackageName> after, int most)
            throws IOException {
        return read(
                () ->
                        MemoryTables.page(
                                MemoryTables.names(
                                        tables.locals.keySet().stream(), repository, format),
                                after,
                                most));
    }

    @Override
    public List<PackageName> storedNames(
            RepositoryId repository, FormatId format, Optional<PackageName> after, int most)
            throws IOException {
        return read(
                () -> {
                    var keys = tables.files.keySet().stream().map(FileId::key);
                    return MemoryTables.page(
                            MemoryTables.names(keys, repository, format), after, most);
                });
    }

    @Override
    public Optional<StoredFile> file(PackageKey key, Version version, FileName file)
            throws IOException {
        return read(() -> Optional.ofNullable(tables.files.get(new FileId(key, version, file))));
    }

    @Override
    public List<StoredFile> files(PackageKey key) throws IOException {
        return read(() -> tables.files.values().stream().filter(f -> f.key().equals(key)).toList());
    }

    @Override
    public Map<Version, SourceId> pins(PackageKey key) throws IOException {
        return read(
                () -> {
                    Map<Version, SourceId> found = new LinkedHashMap<>();
                    tables.pins.forEach(
                            (id, owner) -> {
                                if (id.key().equals(key)) {
                                    found.put(id.version(), owner);
                                }
                            });
                    return found;
                });
    }

    @Override
    public List<Provenance> of(PackageKey key) throws IOException {
        return read(
                () ->
                        tables.provenance.values().stream()
                                .filter(p -> p.key().equals(key))
                                .toList());
    }

    @Override
    public List<Provenance> list(
            RepositoryId repository, FormatId format, Optional<PackageName> after, int most)
            throws IOException {
        return read(
                () -> {
                    var keys = tables.provenance.keySet().stream().map(OriginId::key);
                    return MemoryTables.page(
                                    MemoryTables.names(keys, repository, format), after, most)
                            .stream()
                            .map(name -> new PackageKey(repository, name))
                            .flatMap(
                                    key ->
                                            tables.provenance.values().stream()
                                                    .filter(p -> p.key().equals(key)))
                            .toList();
                });
    }

    @Override
    public Map<SourceId, Instant> present(PackageKey key) throws IOException {
        return read(() -> MemoryTables.bySource(tables.present, key));
    }

    @Override
    public Map<SourceId, Instant> absent(PackageKey key) throws IOException {
        return read(() -> MemoryTables.bySource(tables.absent, key));
    }

    @Override
    public List<PackageName> presentNames(
            RepositoryId repository, FormatId format, Optional<PackageName> after, int most)
            throws IOException {
        return read(
                () -> {
                    var keys = tables.present.keySet().stream().map(OriginId::key);
                    return MemoryTables.page(
                            MemoryTables.names(keys, repository, format), after, most);
                });
    }

    @Override
    public IndexView indexes() {
        return this;
    }

    @Override
    public ReleaseView releases() {
        return this;
    }

    @Override
    public ProvenanceView provenance() {
        return this;
    }

    @Override
    public PresenceView presence() {
        return this;
    }

    public int statesRead() {
        return tables.statesRead.get();
    }

    @Override
    public StateView states() {
        return new MemoryStates(this::read, tables);
    }

    @Override
    public SignatureView signatures() {
        return tables.signatures.view(this::read);
    }

    @Override
    public AuditView audit() {
        return tables.audit.view(this::read);
    }

    @Override
    public IdentityView identities() {
        return new MemoryIdentities(this::read, tables);
    }

    @Override
    public ManagedView managed() {
        return () -> read(() -> List.copyOf(tables.managed.values()));
    }

    @Override
    public WebhookView webhooks() {
        return tables.webhooks.view(this::read);
    }

    @Override
    public PolicyView policies() {
        return tables.policies.view(this::read);
    }

    /** How many advisories were ever written. */
    public int advisoriesWritten() {
        return locked(() -> tables.advisories.written);
    }

    @Override
    public AdvisoryView advisories() {
        return tables.advisories.view(this::read);
    }

    @Override
    public StoreSizes sizes() {
        return locked(tables::sizes);
    }

    @Override
    public void close() {
        breakWith("the metadata store is closed");
    }

    private <T extends @Nullable Object> T read(Supplier<T> work) throws IOException {
        lock.lock();
        try {
            if (trouble != null) {
                throw new IOException(trouble);
            }
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private <T extends @Nullable Object> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
