package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileKind;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.Hold;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.Provenance;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.proxy.TrustService.Asking;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.trust.Enforcement;
import dev.gatehouse.core.trust.Holds;
import dev.gatehouse.core.trust.SourceRuling;
import dev.gatehouse.core.upstream.Mode;
import dev.gatehouse.core.upstream.Upstream;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a fetched file part of the store: file record, owner and provenance in one batch, under the
 * package's lock, after the rule was asked again if anything about the name has changed since the
 * decision, or its time is over. So a first fetch that races a publish came first, or is refused.
 * Thread-safe.
 */
final class FileCommit {
    private static final int MOST_TRIES = 20;

    private final TrustService trust;
    private final Catalogue catalogue;
    private final MetadataStore metadata;
    private final Epochs epochs;
    private final PackageLocks locks;
    private final InstantSource clock;

    FileCommit(Kernel kernel, TrustService trust, Catalogue catalogue) {
        this.trust = trust;
        this.catalogue = catalogue;
        this.metadata = kernel.metadata();
        this.epochs = kernel.epochs();
        this.locks = kernel.locks();
        this.clock = kernel.clock();
    }

    /**
     * A file whose bytes are verified and kept.
     *
     * @param decision under which it was fetched
     * @param companions what was made of it, and is kept
     */
    record Fetched(
            FileRequest<?, ?> request,
            FileFetch.Decision decision,
            BlobDraft bytes,
            List<Companions.Made> companions) {
        SourceRuling ruling() {
            return decision.ruling();
        }
    }

    /** What the commit came to. */
    sealed interface Outcome {
        record Committed(StoredFile file) implements Outcome {}

        /** The source may not serve the name any more, or the version is another's. */
        record Lost(SourceRuling ruling, List<String> owners) implements Outcome {}

        /** Other bytes were served under this name before. */
        record Differs(StoredFile stored) implements Outcome {}

        /** Somebody holds it back since. */
        record Held(Hold hold) implements Outcome {}

        /** Something changed between ruling and lock. */
        record Again() implements Outcome {}
    }

    Outcome commit(Fetched fetched) throws IOException, InterruptedException {
        FileRequest<?, ?> request = fetched.request();
        PackageKey key = request.key();
        long epoch = fetched.decision().epoch();
        Optional<Standing> standing =
                Optional.of(new Standing(request.mount(), fetched.ruling(), request.upstream()));
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            boolean isOver = tries == 0 && isOver(fetched.decision());
            if (isOver || epochs.of(key) != epoch || isSuperseded(standing.get().mount())) {
                epoch = epochs.of(key);
                standing = standing(request);
                if (standing.isEmpty()) {
                    return lost(fetched.ruling(), "another source");
                }
            }
            Standing now = standing.get();
            if (!now.mayServe()) {
                return lost(now.ruling(), "another source");
            }
            long decided = epoch;
            Outcome outcome = locks.holding(key, () -> commitAt(decided, now, fetched));
            if (!(outcome instanceof Outcome.Again)) {
                return outcome;
            }
        }
        throw new IOException("the ruling on " + key + " kept changing");
    }

    /** A transfer that takes long must not make an absence hold longer than its time. */
    private boolean isOver(FileFetch.Decision decision) {
        return !clock.instant().isBefore(decision.validUntil());
    }

    private static Outcome lost(SourceRuling ruling, String otherwise) {
        List<String> owners = ruling.owners().stream().map(Source::name).toList();
        return new Outcome.Lost(ruling, owners.isEmpty() ? List.of(otherwise) : owners);
    }

    private static String name(Mount<?, ?> mount, SourceId owner) {
        return mount.settings().upstream(owner).map(Upstream::name).orElse(owner.value());
    }

    /** The source as it is configured and ruled now. */
    private record Standing(Mount<?, ?> mount, SourceRuling ruling, Upstream upstream) {
        boolean mayServe() {
            return ruling.permits(upstream.id())
                    || mount.settings().enforcement() == Enforcement.MONITOR;
        }
    }

    private boolean isSuperseded(Mount<?, ?> mount) {
        return catalogue.current(mount).map(m -> m.generation() != mount.generation()).orElse(true);
    }

    private Optional<Standing> standing(FileRequest<?, ?> request)
            throws IOException, InterruptedException {
        return catalogue.current(request.mount()).isEmpty()
                ? Optional.empty()
                : standing(catalogue.current(request.mount()).get(), request);
    }

    private <R extends Release, P> Optional<Standing> standing(
            Mount<R, P> mount, FileRequest<?, ?> request) throws IOException, InterruptedException {
        Optional<Upstream> upstream = mount.settings().upstream(request.upstream().id());
        if (upstream.isEmpty()) {
            return Optional.empty();
        }
        SourceRuling ruling = trust.rule(mount, request.name(), Asking.WHERE_IT_MATTERS).ruling();
        return Optional.of(new Standing(mount, ruling, upstream.get()));
    }

    private Outcome commitAt(long decided, Standing standing, Fetched fetched) throws IOException {
        FileRequest<?, ?> request = fetched.request();
        PackageKey key = request.key();
        if (epochs.of(key) != decided || isSuperseded(standing.mount())) {
            return new Outcome.Again();
        }
        Version version = request.version();
        FileName main = request.mount().format().main(request.file().name());
        Optional<Hold> hold = new Holds(metadata.states().of(key)).on(version, main);
        if (hold.isPresent()) {
            return new Outcome.Held(hold.get());
        }
        SourceId owner = request.upstream().id();
        SourceId pinned = metadata.releases().pins(key).get(version);
        if (pinned != null && !pinned.equals(owner)) {
            return lost(standing.ruling(), name(standing.mount(), pinned));
        }
        Optional<StoredFile> before = metadata.releases().file(key, version, request.file().name());
        StoredFile file =
                stored(
                        request,
                        request.file().name(),
                        fetched.bytes().size(),
                        fetched.bytes().digests());
        boolean companion = request.file().kind() == FileKind.COMPANION;
        if (before.filter(f -> !companion || f.owner().equals(owner))
                .filter(f -> !f.sha256().equals(file.sha256()))
                .isPresent()) {
            return new Outcome.Differs(before.get());
        }
        write(standing, fetched, file, pinned == null);
        return new Outcome.Committed(file);
    }

    private StoredFile stored(
            FileRequest<?, ?> request, FileName name, long size, Set<Digest> digests) {
        SourceId owner = request.upstream().id();
        return new StoredFile(
                request.key(), request.version(), name, owner, size, digests, clock.instant());
    }

    private void write(Standing standing, Fetched fetched, StoredFile file, boolean first)
            throws IOException {
        FileRequest<?, ?> request = fetched.request();
        List<Change> changes = new ArrayList<>();
        FileKind kind = request.file().kind();
        if (standing.upstream().mode() != Mode.PROXY_ONLY && kind != FileKind.CHANGING) {
            changes.add(new Change.PutFile(file));
            for (Companions.Made made : fetched.companions()) {
                putBeside(stored(request, made.name(), made.size(), made.digests()), changes);
            }
            if (first && kind == FileKind.CONTENT) {
                changes.add(new Change.Pin(file.key(), file.version(), file.owner()));
            }
        }
        // in monitor mode a source that would be blocked gains nothing by being let through
        if (standing.ruling().permits(file.owner()) && kind != FileKind.COMPANION) {
            changes.add(new Change.PutProvenance(provenance(request, file)));
        }
        if (!changes.isEmpty()) {
            metadata.commit(changes, MetadataStore.Durability.SYNCED);
            epochs.move(file.key());
        }
    }

    /** One of the same source stays: it may have been served. */
    private void putBeside(StoredFile companion, List<Change> changes) throws IOException {
        Optional<StoredFile> before =
                metadata.releases()
                        .file(companion.key(), companion.version(), companion.file())
                        .filter(f -> f.owner().equals(companion.owner()));
        if (before.isEmpty()) {
            changes.add(new Change.PutFile(companion));
        }
    }

    private Provenance provenance(FileRequest<?, ?> request, StoredFile file) throws IOException {
        Instant now = clock.instant();
        return metadata.provenance().of(file.key()).stream()
                .filter(p -> p.source().equals(file.owner()))
                .findFirst()
                .map(
                        p ->
                                new Provenance(
                                        p.key(),
                                        p.source(),
                                        p.firstAt(),
                                        now,
                                        p.firstFile(),
                                        p.by()))
                .orElseGet(
                        () ->
                                new Provenance(
                                        file.key(),
                                        file.owner(),
                                        now,
                                        now,
                                        file.file(),
                                        request.by()));
    }
}
