package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.core.signature.PinnedSigner;
import dev.gatehouse.core.signature.PinnedSigner.Acceptance;
import dev.gatehouse.core.signature.Pins;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.StoredVerdict;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an operator may say of the signers of a package. Thread-safe. */
public final class SignerService {
    private final Rejudging rejudging;
    private final MetadataStore metadata;
    private final Epochs epochs;
    private final PackageLocks locks;
    private final Journal journal;
    private final InstantSource clock;

    SignerService(Kernel kernel, Rejudging rejudging) {
        this.rejudging = rejudging;
        this.metadata = kernel.metadata();
        this.epochs = kernel.epochs();
        this.locks = kernel.locks();
        this.journal = kernel.journal();
        this.clock = kernel.clock();
    }

    /** Whether packages there have signers at all: not where a registry signs what it holds. */
    public static boolean isPossible(Mount<?, ?> mount) {
        return SignerPins.isPossible(mount);
    }

    /** The signers of a package that are known. */
    public Pins known(Mount<?, ?> mount, PackageName name) throws IOException {
        return metadata.signatures().signers(mount.key(name));
    }

    /**
     * Vouches for a signer: what it signs of the package is trusted, and what was held back for its
     * sake is judged again at once. A second time only does the latter.
     *
     * @param by who vouches
     */
    public Pins accept(
            Mount<?, ?> mount, PackageName name, Fingerprint signer, String by, String reason)
            throws IOException, InterruptedException {
        PackageKey key = mount.key(name);
        Acceptance acceptance = new Acceptance(by, reason, clock.instant());
        locks.holding(
                key,
                () -> {
                    List<Change> changes = changes(key, signer, acceptance);
                    if (!changes.isEmpty()) {
                        changes.add(audit(mount, name, signer, acceptance));
                        metadata.commit(changes, MetadataStore.Durability.SYNCED);
                        epochs.move(key);
                    }
                    return !changes.isEmpty();
                });
        rejudging.name(mount, name, journal.id());
        return known(mount, name);
    }

    /** With the signer, all verdicts of the package are due again: their trust may be another. */
    private List<Change> changes(PackageKey key, Fingerprint signer, Acceptance acceptance)
            throws IOException {
        Optional<PinnedSigner> before = metadata.signatures().signers(key).find(signer);
        List<Change> changes = new ArrayList<>();
        if (before.flatMap(PinnedSigner::accepted).isPresent()) {
            return changes;
        }
        changes.add(
                new Change.PutSigner(
                        key,
                        before.map(b -> b.accepted(acceptance))
                                .orElseGet(() -> PinnedSigner.named(signer, acceptance))));
        for (StoredVerdict verdict : metadata.signatures().verdicts(key)) {
            changes.add(new Change.PutVerdict(verdict.byOtherKeys()));
        }
        return changes;
    }

    private Change audit(
            Mount<?, ?> mount, PackageName name, Fingerprint signer, Acceptance acceptance) {
        return journal.entry(
                AuditEvent.Kind.SIGNER,
                mount.repositoryName(),
                Journal.subject(name),
                Optional.empty(),
                acceptance.by(),
                Map.of("action", "accept", "signer", signer.hex(), "reason", acceptance.reason()));
    }
}
