package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Provenance;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.proxy.TrustService.Asking;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.trust.RuledSource;
import dev.gatehouse.core.trust.Ruling;
import dev.gatehouse.core.trust.SourceRuling;
import dev.gatehouse.core.upstream.Upstream;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes down that an upstream has supplied names before Gatehouse stood between. A name that
 * another trusted source has, or may have, is left out: an import must not give away what is owned.
 * Thread-safe.
 */
public final class ProvenanceImport {
    /** What stands in the place of who asked for the first file, and of that file. */
    public static final String BY = "import";

    private static final int MOST_TRIES = 20;
    private final TrustService trust;
    private final Catalogue catalogue;
    private final MetadataStore metadata;
    private final Epochs epochs;
    private final PackageLocks locks;
    private final Journal journal;
    private final InstantSource clock;

    ProvenanceImport(Kernel kernel, TrustService trust, Catalogue catalogue) {
        this.trust = trust;
        this.catalogue = catalogue;
        this.metadata = kernel.metadata();
        this.epochs = kernel.epochs();
        this.locks = kernel.locks();
        this.journal = kernel.journal();
        this.clock = kernel.clock();
    }

    /** What became of a name. */
    public enum Outcome {
        IMPORTED,
        /** It had supplied the name here already. */
        KNOWN,
        /** Another trusted source has the name. */
        OWNED,
        /** A trusted source did not answer whether it has the name. */
        UNDECIDED
    }

    /** Takes in one name, by the configuration that is in force when it is written down. */
    public Outcome take(Mount<?, ?> mount, Upstream upstream, PackageName name)
            throws IOException, InterruptedException {
        PackageKey key = mount.key(name);
        if (hasSupplied(key, upstream)) {
            return Outcome.KNOWN;
        }
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            long epoch = epochs.of(key);
            Mount<?, ?> now = current(mount, upstream);
            Outcome ruled = ruled(now, upstream, name);
            if (ruled != Outcome.IMPORTED) {
                return ruled;
            }
            Optional<Outcome> done = locks.holding(key, () -> write(now, upstream, name, epoch));
            if (done.isPresent()) {
                return done.get();
            }
        }
        throw new IOException("the ruling on " + key + " kept changing");
    }

    private Mount<?, ?> current(Mount<?, ?> mount, Upstream upstream) throws IOException {
        Optional<? extends Mount<?, ?>> now = catalogue.current(mount);
        if (now.isEmpty() || now.get().settings().upstream(upstream.id()).isEmpty()) {
            throw new IOException(
                    "%s of %s is gone".formatted(upstream.name(), mount.repositoryName()));
        }
        return now.get();
    }

    private boolean hasSupplied(PackageKey key, Upstream upstream) throws IOException {
        return metadata.provenance().of(key).stream()
                .anyMatch(p -> p.source().equals(upstream.id()));
    }

    /** As if the upstream were untrusted: only then does the rule say whose the name is. */
    private Outcome ruled(Mount<?, ?> mount, Upstream upstream, PackageName name)
            throws IOException, InterruptedException {
        Mount<?, ?> supposed = mount.with(mount.settings().with(upstream.id(), Trust.UNTRUSTED));
        SourceRuling ruling = trust.rule(supposed, name, Asking.ALWAYS).ruling();
        Ruling own =
                ruling.sources().stream()
                        .filter(s -> s.source().id().equals(upstream.id()))
                        .map(RuledSource::ruling)
                        .findFirst()
                        .orElse(Ruling.BLOCKED);
        return switch (own) {
            case PERMITTED -> Outcome.IMPORTED;
            case BLOCKED -> Outcome.OWNED;
            case WITHHELD -> Outcome.UNDECIDED;
        };
    }

    /** Empty when something about the name, or the configuration, changed since the ruling. */
    private Optional<Outcome> write(
            Mount<?, ?> ruled, Upstream upstream, PackageName name, long epoch) throws IOException {
        PackageKey key = ruled.key(name);
        boolean stands =
                current(ruled, upstream).generation() == ruled.generation()
                        && epochs.of(key) == epoch;
        if (!stands) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        metadata.commit(
                new Change.PutProvenance(
                        new Provenance(key, upstream.id(), now, now, new FileName(BY), BY)));
        epochs.move(key);
        return Optional.of(Outcome.IMPORTED);
    }

    /** Writes down that names were imported. */
    public void audit(
            Mount<?, ?> mount,
            Upstream upstream,
            List<PackageName> imported,
            NameService.Order order)
            throws IOException {
        if (imported.isEmpty()) {
            return;
        }
        metadata.commit(
                journal.entry(
                        AuditEvent.Kind.IMPORT,
                        mount.repositoryName(),
                        mount.format().id() + ":" + imported.getFirst(),
                        Optional.of(upstream.name()),
                        order.by(),
                        Map.of(
                                "reason",
                                order.reason(),
                                "names",
                                Integer.toString(imported.size()),
                                "last",
                                imported.getLast().value())));
    }
}
