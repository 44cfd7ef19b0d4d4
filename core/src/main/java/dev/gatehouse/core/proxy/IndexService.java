package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.ItemState;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.policy.Policies;
import dev.gatehouse.core.proxy.TrustService.Asking;
import dev.gatehouse.core.proxy.TrustService.Ruled;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.trust.Holds;
import dev.gatehouse.core.trust.Offer;
import dev.gatehouse.core.trust.SourceRuling;
import dev.gatehouse.core.trust.TrustEngine;
import dev.gatehouse.core.trust.VisibleIndex;
import dev.gatehouse.core.upstream.Upstream;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What may be seen of a package: the one answer from which indexes and files are served.
 * Thread-safe.
 */
public final class IndexService {
    private static final long MOST_BYTES = 128L << 20;
    private static final long MOST_REFRESHED = 10_000;

    /** What a version and its name hold beside what its source says of it. */
    private static final long VERSION_BYTES = 200;

    private static final Duration ASK_AGAIN = Duration.ofSeconds(10);
    private static final int MOST_PASSES = 3;

    private final TrustService trust;
    private final TrustEngine engine;
    private final Policies policies;
    private final Scans scans;
    private final Rejudging rejudging;
    private final Offers offers;
    private final SourceIndexes indexes;
    private final KeptFiles keptFiles;
    private final LateCompanions late;
    private final Mentions mentions;
    private final MetadataStore metadata;
    private final Epochs epochs;
    private final Events events;
    private final Fanout fanout;
    private final InstantSource clock;
    private final SingleFlight<Work, Visible<?, ?>> flights;
    private final Memory<PackageKey, Visible<?, ?>> known;
    private final Memory<PackageKey, Instant> refreshed;

    IndexService(
            Kernel kernel,
            TrustService trust,
            SourceIndexes indexes,
            LateCompanions late,
            Rejudging rejudging) {
        this.trust = trust;
        this.engine = trust.engine();
        this.policies = kernel.rules().policies();
        this.scans = new Scans(kernel.metadata().advisories());
        this.rejudging = rejudging;
        this.indexes = indexes;
        this.late = late;
        this.offers = new Offers(indexes, kernel.metadata().signatures());
        this.keptFiles = new KeptFiles(kernel);
        this.mentions = new Mentions(kernel, trust);
        this.metadata = kernel.metadata();
        this.epochs = kernel.epochs();
        this.events = kernel.events();
        this.fanout = new Fanout(kernel.threads());
        this.clock = kernel.clock();
        this.flights = new SingleFlight<>(kernel.threads());
        this.known = kernel.memories().weighed("visible", MOST_BYTES, Visible::weight);
        this.refreshed = kernel.memories().counted("refreshed", MOST_REFRESHED);
    }

    private record Work(PackageKey key, long epoch, long generation) {}

    /** What may be seen of the package now. */
    public <R extends Release, P> Visible<R, P> visible(Mount<R, P> mount, PackageName name)
            throws IOException, InterruptedException {
        PackageKey key = mount.key(name);
        long epoch = epochs.of(key);
        Optional<Visible<R, P>> ready = ready(mount, name);
        if (ready.isPresent()) {
            return ready.get();
        }
        Work work = new Work(key, epoch, mount.generation());
        Visible<?, ?> visible =
                flights.join(work, () -> compute(mount, name, Asking.WHERE_IT_MATTERS));
        known.put(key, visible);
        return cast(mount, visible);
    }

    /** What was worked out before, if it still stands; never blocks. */
    <R extends Release, P> Optional<Visible<R, P>> ready(Mount<R, P> mount, PackageName name) {
        PackageKey key = mount.key(name);
        return known.find(key)
                .filter(v -> v.holds(epochs.of(key), mount.generation(), clock.instant()))
                .map(v -> cast(mount, v));
    }

    /** The same for explain: trusted sources are asked as always, untrusted ones never. */
    public <R extends Release, P> Visible<R, P> explained(Mount<R, P> mount, PackageName name)
            throws IOException, InterruptedException {
        return compute(mount, name, Asking.ALWAYS);
    }

    /**
     * Asks the permitted sources anew for a name of which a client wants a version that their
     * documents do not have; not more than once in {@link #ASK_AGAIN}, and none that was asked
     * since the client's request came.
     *
     * @return whether it asked
     */
    public <R extends Release, P> boolean refresh(
            Mount<R, P> mount, PackageName name, Instant since)
            throws IOException, InterruptedException {
        PackageKey key = mount.key(name);
        Instant now = clock.instant();
        if (refreshed.find(key).filter(at -> isTooSoon(at, now)).isPresent()) {
            return false;
        }
        List<Upstream> serving = new ArrayList<>();
        for (Upstream upstream : permitted(mount, name)) {
            if (!indexes.wasAsked(mount, upstream, IndexKey.of(name), since)) {
                serving.add(upstream);
            }
        }
        if (serving.isEmpty()) {
            return false;
        }
        refreshed.put(key, now);
        fanout.each(serving, upstream -> indexes.fetchNow(mount, upstream, IndexKey.of(name)));
        known.forget(key);
        return true;
    }

    private static boolean isTooSoon(Instant last, Instant now) {
        return !now.isBefore(last) && now.isBefore(last.plus(ASK_AGAIN));
    }

    private List<Upstream> permitted(Mount<?, ?> mount, PackageName name)
            throws IOException, InterruptedException {
        SourceRuling ruling = trust.rule(mount, name, Asking.WHERE_IT_MATTERS).ruling();
        return ruling.serving(mount.settings().enforcement()).stream()
                .flatMap(s -> mount.settings().upstream(s.id()).stream())
                .filter(Upstream::isAsked)
                .toList();
    }

    /** What is published here, alone. */
    public <R extends Release, P> VisibleIndex<R, P> local(Mount<R, P> mount, PackageName name)
            throws IOException {
        return offers.localOnly(mount, name, metadata.releases().local(mount.key(name)));
    }

    /** Asking may itself bring what changes the ruling: then it is worked out once more. */
    private <R extends Release, P> Visible<R, P> compute(
            Mount<R, P> mount, PackageName name, Asking asking)
            throws IOException, InterruptedException {
        PackageKey key = mount.key(name);
        Set<SourceId> asked = new HashSet<>();
        Visible<R, P> visible = gather(mount, name, asking, asked);
        for (int more = 1; more < MOST_PASSES && visible.epoch() != epochs.of(key); more++) {
            visible = gather(mount, name, asking, asked);
        }
        return visible;
    }

    private <R extends Release, P> Visible<R, P> gather(
            Mount<R, P> mount, PackageName name, Asking asking, Set<SourceId> asked)
            throws IOException, InterruptedException {
        PackageKey key = mount.key(name);
        long epoch = epochs.of(key);
        Ruled ruled = trust.rule(mount, name, asking, Set.copyOf(asked));
        asked.addAll(ruled.asked());
        Offers.Circumstances now =
                new Offers.Circumstances(
                        ruled.ruling(),
                        Set.copyOf(asked),
                        metadata.releases().files(key),
                        metadata.releases().local(key),
                        asking);
        List<Source> serving = ruled.ruling().serving(mount.settings().enforcement());
        List<Offers.Dated<R, P>> dated =
                fanout.each(serving, source -> offers.of(mount, name, source, now));
        serving.forEach(s -> asked.add(s.id()));
        Map<Version, SourceId> pins = metadata.releases().pins(key);
        List<Offer<R, P>> offered = dated.stream().map(Offers.Dated::offer).toList();
        VisibleIndex<R, P> selected = engine.select(ruled.ruling(), offered, pins);
        Holds holds = holds(mount, selected);
        VisibleIndex<R, P> index = holds.screen(selected, mount.format()::without);
        tellStale(mount, dated);
        Map<FileName, Set<Digest>> kept = kept(mount, index, now.files());
        // whether others may be spoken for changes without this name: then it serves but once
        Map<SourceId, Set<PackageName>> spokenFor = mentions.spokenFor(mount, index);
        String fingerprint =
                Fingerprint.of(dated, now, pins, kept, index.hidden()) + spokenFor + holds;
        return new Visible<>(
                index,
                ruled.ruling(),
                kept,
                spokenFor,
                holds,
                changedAt(mount, ruled, now, holds),
                fingerprint,
                epoch,
                mount.generation(),
                spokenFor.isEmpty() ? validUntil(ruled, dated, holds) : clock.instant(),
                weight(dated, index, fingerprint));
    }

    private <R extends Release, P> Map<FileName, Set<Digest>> kept(
            Mount<R, P> mount, VisibleIndex<R, P> index, List<StoredFile> files) {
        late.begin(mount, index, files);
        return keptFiles.differing(mount, index, files);
    }

    private Instant changedAt(Mount<?, ?> mount, Ruled ruled, Offers.Circumstances now, Holds holds)
            throws IOException {
        PackageKey key = mount.key(ruled.ruling().name());
        Map<SourceId, Instant> present = metadata.presence().present(key);
        return RulingTime.of(mount, ruled.ruling(), now.local(), holds, present);
    }

    /** Of the sources' documents too: it holds them, whoever else has forgotten them. */
    private static <R extends Release, P> long weight(
            List<Offers.Dated<R, P>> dated, VisibleIndex<R, P> index, String fingerprint) {
        return dated.stream().mapToLong(Offers.Dated::weight).sum()
                + VERSION_BYTES * (1 + index.accepted().size())
                + 2L * fingerprint.length();
    }

    private <R extends Release, P> void tellStale(
            Mount<R, P> mount, List<Offers.Dated<R, P>> dated) {
        for (Offers.Dated<R, P> one : dated) {
            if (one.offer() instanceof Offer.Releases<R, P> releases && !releases.current()) {
                events.stale(mount.format().id(), releases.source().name());
            }
        }
    }

    /** What was laid upon items, and what policies say of versions of which nothing ever came. */
    private <R extends Release> Holds holds(Mount<R, ?> mount, VisibleIndex<R, ?> selected)
            throws IOException, InterruptedException {
        List<ItemState> states = new ArrayList<>(rejudging.states(mount, selected.name()));
        states.addAll(
                IndexRules.states(
                        mount,
                        selected,
                        new IndexRules.Asked(policies.current(), scans, clock.instant()),
                        states));
        return new Holds(states);
    }

    private static <R extends Release, P> Instant validUntil(
            Ruled ruled, List<Offers.Dated<R, P>> dated, Holds holds) {
        Instant validUntil = ruled.validUntil();
        Optional<Instant> due = Rejudging.dueAt(holds.states());
        if (due.isPresent() && due.get().isBefore(validUntil)) {
            validUntil = due.get();
        }
        for (Offers.Dated<R, P> one : dated) {
            validUntil = one.validUntil().isBefore(validUntil) ? one.validUntil() : validUntil;
        }
        return validUntil;
    }

    /** A package's visible index is made by its own format, so the cast is safe. */
    @SuppressWarnings("unchecked")
    private static <R extends Release, P> Visible<R, P> cast(
            Mount<R, P> mount, Visible<?, ?> visible) {
        if (!visible.index().name().format().equals(mount.format().id())) {
            throw new IllegalArgumentException("an index of another format");
        }
        return (Visible<R, P>) visible;
    }
}
