package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.signature.RegistryKey;
import dev.gatehouse.core.signature.RegistryKeys;
import dev.gatehouse.core.signature.RepositoryKey;
import dev.gatehouse.core.signature.RepositorySigner;
import dev.gatehouse.core.signature.SealedPair;
import dev.gatehouse.core.signature.UnusableKeyException;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The keys with which repositories sign what is published in them: made when first needed, one of a
 * kind, and on the disk before anything is signed with them. Old ones are kept for ever. One that
 * cannot be opened is never replaced by itself. Thread-safe.
 */
public final class OwnKeys {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /**
     * How long npm is told that a replaced key still signs: a publication may have been signed by
     * it, and be committed after it was replaced.
     */
    private static final Duration OVERLAP = Duration.ofHours(1);

    private final RepositorySigner signer;
    private final MetadataStore metadata;
    private final Journal journal;
    private final InstantSource clock;
    private final ReentrantLock making = new ReentrantLock();

    OwnKeys(Kernel kernel) {
        this.signer = kernel.signer();
        this.metadata = kernel.metadata();
        this.journal = kernel.journal();
        this.clock = kernel.clock();
    }

    /** All of a repository, old ones too, in the order in which they were made. */
    public List<RepositoryKey> all(RepositoryId repository) throws IOException {
        return metadata.signatures().ownKeys(repository).stream().map(SealedPair::key).toList();
    }

    /** Those for an index, as a registry tells its keys. */
    RegistryKeys forIndex(RepositoryId repository) throws IOException {
        return new RegistryKeys(
                all(repository).stream()
                        .filter(key -> key.kind() == RepositoryKey.Kind.ECDSA)
                        .map(
                                key ->
                                        new RegistryKey(
                                                key.id(),
                                                key.text(),
                                                key.retiredAt().map(at -> at.plus(OVERLAP))))
                        .toList());
    }

    /** The one to sign with, made now if there is none. */
    SealedPair current(RepositorySigner.Owner owner, RepositoryKey.Kind kind)
            throws IOException, InterruptedException {
        Optional<SealedPair> found = active(owner.repository(), kind);
        if (found.isPresent()) {
            return found.get();
        }
        return alone(
                () -> {
                    Optional<SealedPair> meanwhile = active(owner.repository(), kind);
                    return meanwhile.isPresent() ? meanwhile.get() : make(owner, kind);
                });
    }

    private Optional<SealedPair> active(RepositoryId repository, RepositoryKey.Kind kind)
            throws IOException {
        return metadata.signatures().ownKeys(repository).stream()
                .filter(pair -> pair.key().kind() == kind && pair.key().isActive())
                .findFirst();
    }

    private SealedPair make(RepositorySigner.Owner owner, RepositoryKey.Kind kind)
            throws IOException {
        SealedPair pair = signer.make(kind, owner, clock.instant());
        metadata.commit(new Change.PutOwnKey(pair), audit(owner, pair.key(), "made", "gatehouse"));
        return pair;
    }

    /**
     * Puts a new key in the place of each that is in use.
     *
     * @return the new ones; none where there was none in use
     * @throws UnusableKeyException nothing is configured with which they could be sealed
     */
    public List<RepositoryKey> rotate(RepositorySigner.Owner owner, String by)
            throws IOException, InterruptedException {
        return alone(
                () -> {
                    Instant now = clock.instant();
                    List<Change> changes = new ArrayList<>();
                    List<RepositoryKey> made = new ArrayList<>();
                    for (SealedPair old : metadata.signatures().ownKeys(owner.repository())) {
                        if (old.key().isActive()) {
                            SealedPair next = signer.make(old.key().kind(), owner, now);
                            changes.add(new Change.PutOwnKey(old.with(old.key().retired(now))));
                            changes.add(new Change.PutOwnKey(next));
                            changes.add(audit(owner, next.key(), "rotated", by));
                            made.add(next.key());
                        }
                    }
                    if (!changes.isEmpty()) {
                        metadata.commit(changes, MetadataStore.Durability.SYNCED);
                    }
                    return made;
                });
    }

    /**
     * Requires that the repository can sign with the keys it has.
     *
     * @throws UnusableKeyException one of them was sealed with another key than is configured
     */
    public void requireUsable(RepositoryId repository) throws IOException {
        for (SealedPair pair : metadata.signatures().ownKeys(repository)) {
            if (pair.key().isActive()) {
                signer.requireUsable(pair);
            }
        }
    }

    private Change audit(
            RepositorySigner.Owner owner, RepositoryKey key, String change, String by) {
        return journal.entry(
                AuditEvent.Kind.SIGNING_KEY,
                owner.name(),
                "key:" + key.id(),
                Optional.empty(),
                by,
                Map.of("change", change, "kind", key.kind().word()));
    }

    /** Keys are made one after another: two publications that race must not make two. */
    private <T> T alone(PackageLocks.Work<T> work) throws IOException, InterruptedException {
        if (!making.tryLock(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IOException("somebody makes a key for more than " + LONGEST_WAIT);
        }
        try {
            return work.run();
        } finally {
            making.unlock();
        }
    }
}
