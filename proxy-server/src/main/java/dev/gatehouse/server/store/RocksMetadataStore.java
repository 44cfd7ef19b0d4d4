package dev.gatehouse.server.store;

import dev.gatehouse.core.store.AdvisoryView;
import dev.gatehouse.core.store.AuditView;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.IdentityView;
import dev.gatehouse.core.store.IndexView;
import dev.gatehouse.core.store.ManagedView;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.PolicyView;
import dev.gatehouse.core.store.PresenceView;
import dev.gatehouse.core.store.ProvenanceView;
import dev.gatehouse.core.store.ReleaseView;
import dev.gatehouse.core.store.SignatureView;
import dev.gatehouse.core.store.StateView;
import dev.gatehouse.core.store.StoreSizes;
import dev.gatehouse.core.store.WebhookView;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Metadata in RocksDB. Thread-safe. Point reads go to RocksDB on the caller's thread; all writes go
 * through one {@link Committer}.
 */
public final class RocksMetadataStore implements MetadataStore {
    private final RocksDatabase database;
    private final Committer committer;
    private final RowCodec codec;
    private final ChangeEncoder encoder;
    private final AbsenceBound absences;
    private final IndexView indexes;
    private final ReleaseView releases;
    private final ProvenanceView provenance;
    private final PresenceView presence;
    private final StateView states;
    private final RocksIdentities identities;
    private final SignatureView signatures;
    private final AuditView audit;
    private final WebhookView webhooks;
    private final PolicyView policies;
    private final AdvisoryView advisories;

    /** Takes over the database and the committer, and closes both. */
    RocksMetadataStore(RocksDatabase database, Committer committer, RowCodec codec)
            throws IOException {
        this.database = database;
        this.committer = committer;
        this.codec = codec;
        this.encoder = new ChangeEncoder(codec);
        this.absences = new AbsenceBound(database, AbsenceBound.MOST);
        this.indexes = new RocksIndexes(database, codec);
        this.releases = new RocksReleases(database, codec);
        this.provenance = new RocksProvenance(database, codec);
        this.presence = new RocksPresence(database, codec);
        this.states = new RocksStates(database, codec);
        this.identities = new RocksIdentities(database, codec);
        this.signatures = new RocksSignatures(database, codec);
        this.audit = new RocksAudit(database, codec);
        this.webhooks = new RocksWebhooks(database, codec);
        this.policies = new RocksPolicies(database, codec);
        this.advisories = new RocksAdvisories(database, codec);
    }

    @Override
    public void commit(List<Change> changes, Durability durability) throws IOException {
        List<Op> ops = absences.bound(encoder.encode(changes));
        if (!ops.isEmpty()) {
            committer.commit(ops, durability == Durability.SYNCED);
        }
    }

    @Override
    public IndexView indexes() {
        return indexes;
    }

    @Override
    public ReleaseView releases() {
        return releases;
    }

    @Override
    public ProvenanceView provenance() {
        return provenance;
    }

    @Override
    public PresenceView presence() {
        return presence;
    }

    @Override
    public StateView states() {
        return states;
    }

    @Override
    public SignatureView signatures() {
        return signatures;
    }

    @Override
    public AuditView audit() {
        return audit;
    }

    @Override
    public IdentityView identities() {
        return identities;
    }

    @Override
    public ManagedView managed() {
        return identities;
    }

    @Override
    public WebhookView webhooks() {
        return webhooks;
    }

    @Override
    public PolicyView policies() {
        return policies;
    }

    @Override
    public AdvisoryView advisories() {
        return advisories;
    }

    @Override
    public StoreSizes sizes() {
        Map<String, Long> sizes = new LinkedHashMap<>();
        for (Column column : Column.values()) {
            if (column != Column.STORE && column != Column.LOCAL_NAMES) {
                size(column).ifPresent(size -> sizes.put(column.title(), size));
            }
        }
        return new StoreSizes(sizes);
    }

    private Optional<Long> size(Column column) {
        try {
            return Optional.of(database.estimate(column));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Writes all that was acknowledged into a directory that must not be there. On a platform
     * thread: it takes as long as the disk needs, and native code holds a virtual one's carrier.
     */
    void checkpoint(Path directory) throws IOException, InterruptedException {
        FutureTask<Path> task =
                new FutureTask<>(
                        () -> {
                            database.checkpoint(directory);
                            return directory;
                        });
        Thread.ofPlatform().name("checkpoint").start(task);
        try {
            task.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    /** Which blobs stored files, published versions (deleted ones too) and documents refer to. */
    BlobReferences references() {
        return new RocksReferences(database, codec);
    }

    /**
     * Reads everything and compares checksums.
     *
     * @throws IOException when something is damaged
     */
    public void verify() throws IOException {
        database.verify();
    }

    @Override
    public void close() throws IOException {
        committer.close();
        database.close();
    }
}
