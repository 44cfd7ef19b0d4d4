package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.FileKind;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.Hold;
import dev.gatehouse.core.model.ItemState;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.proxy.TrustService.Asking;
import dev.gatehouse.core.signature.Signature;
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
import java.util.List;
import java.util.Optional;

/**
 * Makes a fetched file part of the store: file record, owner and provenance in one batch, under the
 * package's lock, after the rule was asked again if anything about the name has changed since the
 * decision, or its time is over. So a first fetch that races a publish came first, or is refused.
 * Thread-safe.
 */
final class FileCommit {
    private static final int MOST_TRIES = 20;

    private final TrustService trust;
    private final PolicyGate gate;
    private final Catalogue catalogue;
    private final MetadataStore metadata;
    private final Epochs epochs;
    private final PackageLocks locks;
    private final FetchedRows rows;
    private final InstantSource clock;

    FileCommit(Kernel kernel, TrustService trust, PolicyGate gate, Catalogue catalogue) {
        this.trust = trust;
        this.gate = gate;
        this.catalogue = catalogue;
        this.metadata = kernel.metadata();
        this.epochs = kernel.epochs();
        this.locks = kernel.locks();
        this.rows = new FetchedRows(kernel, gate);
        this.clock = kernel.clock();
    }

    /**
     * A file whose bytes are verified and kept.
     *
     * @param decision under which it was fetched
     * @param companions what was made of it, or lies beside it, and is kept
     * @param signatures of it, judged
     * @param signed what the store keeps of that judgement
     * @param modifiedAt when its source says that it was last changed
     */
    record Fetched(
            FileRequest<?, ?> request,
            FileFetch.Decision decision,
            BlobDraft bytes,
            List<Companions.Made> companions,
            List<Signature> signatures,
            List<Change> signed,
            Optional<Instant> modifiedAt) {
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

        /** Policies refuse it for now: something is not known, or there was no time. */
        record Withheld(String silent) implements Outcome {}

        /** Something changed between ruling and lock. */
        record Again() implements Outcome {}
    }

    /** What asks policies about it. */
    PolicyGate gate() {
        return gate;
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
            Case decided = new Case(epoch, now, fetched, judge(fetched));
            Outcome outcome = locks.holding(key, () -> commitAt(decided));
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
    record Standing(Mount<?, ?> mount, SourceRuling ruling, Upstream upstream) {
        boolean mayServe() {
            return ruling.permits(upstream.id())
                    || mount.settings().enforcement() == Enforcement.MONITOR;
        }
    }

    /**
     * What is to be committed.
     *
     * @param epoch of the package before anything was decided
     * @param verdict of the policies, where any has a say
     */
    record Case(long epoch, Standing standing, Fetched fetched, Optional<PolicyVerdict> verdict) {
        /** What holds the file back when this is committed. */
        Optional<Hold> hold(List<ItemState> states) {
            FileRequest<?, ?> request = fetched.request();
            FileName main = request.mount().format().main(request.file().name());
            return new Holds(verdict.map(v -> v.after(states)).orElse(states))
                    .on(request.version(), main);
        }

        /** Whether bytes are kept. */
        boolean isKept() {
            return standing.upstream().mode() != Mode.PROXY_ONLY
                    && fetched.request().file().kind() != FileKind.CHANGING;
        }
    }

    /** What lies beside a file shares its lot, and is not judged by itself. */
    private Optional<PolicyVerdict> judge(Fetched fetched)
            throws IOException, InterruptedException {
        FileRequest<?, ?> request = fetched.request();
        return request.file().kind() == FileKind.COMPANION
                ? Optional.empty()
                : gate.fetched(request, stored(fetched), fetched.signatures());
    }

    private StoredFile stored(Fetched fetched) {
        FileRequest<?, ?> request = fetched.request();
        return new StoredFile(
                request.key(),
                request.version(),
                request.file().name(),
                request.upstream().id(),
                fetched.bytes().size(),
                fetched.bytes().digests(),
                clock.instant(),
                fetched.modifiedAt());
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

    private Outcome commitAt(Case it) throws IOException {
        Fetched fetched = it.fetched();
        FileRequest<?, ?> request = fetched.request();
        PackageKey key = request.key();
        boolean judged = it.verdict().map(gate::isCurrent).orElse(true);
        if (epochs.of(key) != it.epoch() || isSuperseded(it.standing().mount()) || !judged) {
            return new Outcome.Again();
        }
        List<ItemState> states = metadata.states().of(key);
        Optional<Hold> hold = it.hold(states);
        if (hold.filter(h -> h.policy().isEmpty()).isPresent()) {
            return new Outcome.Held(hold.get());
        }
        Version version = request.version();
        SourceId owner = request.upstream().id();
        SourceId pinned = metadata.releases().pins(key).get(version);
        if (pinned != null && !pinned.equals(owner)) {
            return lost(it.standing().ruling(), name(it.standing().mount(), pinned));
        }
        Optional<StoredFile> before = metadata.releases().file(key, version, request.file().name());
        StoredFile file = stored(fetched);
        boolean companion = request.file().kind() == FileKind.COMPANION;
        if (before.filter(f -> !companion || f.owner().equals(owner))
                .filter(f -> !f.sha256().equals(file.sha256()))
                .isPresent()) {
            return new Outcome.Differs(before.get());
        }
        if (it.verdict().filter(v -> !v.isFinal()).isPresent()) {
            metadata.commit(it.verdict().get().log(), MetadataStore.Durability.SYNCED);
            return new Outcome.Withheld(it.verdict().get().waitsFor(request.upstream().name()));
        }
        rows.write(it, file, states, pinned == null);
        return hold.<Outcome>map(Outcome.Held::new).orElseGet(() -> new Outcome.Committed(file));
    }
}
