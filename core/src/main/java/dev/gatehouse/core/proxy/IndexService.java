package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.proxy.TrustService.Asking;
import dev.gatehouse.core.proxy.TrustService.Ruled;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.trust.Enforcement;
import dev.gatehouse.core.trust.SourceRuling;
import dev.gatehouse.core.trust.TrustEngine;
import dev.gatehouse.core.trust.VisibleIndex;
import dev.gatehouse.core.upstream.Upstream;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What may be seen of a package: the one answer from which indexes and files are served.
 * Thread-safe.
 */
public final class IndexService {
    private static final long MOST_VISIBLE = 10_000;
    private static final Duration ASK_AGAIN = Duration.ofSeconds(10);

    private final TrustService trust;
    private final TrustEngine engine;
    private final Offers offers;
    private final SourceIndexes indexes;
    private final KeptFiles keptFiles;
    private final MetadataStore metadata;
    private final Epochs epochs;
    private final Fanout fanout;
    private final InstantSource clock;
    private final SingleFlight<Work, Visible<?, ?>> flights;
    private final Memory<PackageKey, Visible<?, ?>> known;
    private final Memory<PackageKey, Instant> refreshed;

    IndexService(Kernel kernel, TrustService trust, TrustEngine engine, SourceIndexes indexes) {
        this.trust = trust;
        this.engine = engine;
        this.indexes = indexes;
        this.offers = new Offers(indexes);
        this.keptFiles = new KeptFiles(kernel);
        this.metadata = kernel.metadata();
        this.epochs = kernel.epochs();
        this.fanout = new Fanout(kernel.threads());
        this.clock = kernel.clock();
        this.flights = new SingleFlight<>(kernel.threads());
        this.known = kernel.memories().counted("visible", MOST_VISIBLE);
        this.refreshed = kernel.memories().counted("refreshed", MOST_VISIBLE);
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
                flights.join(work, () -> compute(mount, name, epoch, Asking.WHERE_IT_MATTERS));
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
        return compute(mount, name, epochs.of(mount.key(name)), Asking.ALWAYS);
    }

    /**
     * Asks the permitted sources anew for a name of which a client wants a version that their
     * documents do not have; not more than once in {@link #ASK_AGAIN}.
     *
     * @return whether it asked
     */
    public <R extends Release, P> boolean refresh(Mount<R, P> mount, PackageName name)
            throws IOException, InterruptedException {
        PackageKey key = mount.key(name);
        Instant now = clock.instant();
        boolean tooSoon =
                refreshed
                        .find(key)
                        .filter(at -> Duration.between(at, now).compareTo(ASK_AGAIN) < 0)
                        .isPresent();
        if (tooSoon) {
            return false;
        }
        refreshed.put(key, now);
        SourceRuling ruling = trust.rule(mount, name, Asking.WHERE_IT_MATTERS).ruling();
        List<Upstream> serving =
                serving(mount, ruling).stream()
                        .flatMap(s -> mount.settings().upstream(s.id()).stream())
                        .filter(Upstream::isAsked)
                        .toList();
        if (serving.isEmpty()) {
            return false;
        }
        fanout.each(serving, upstream -> indexes.fetchNow(mount, upstream, name));
        known.forget(key);
        return true;
    }

    /** What is published here, alone. */
    public <R extends Release, P> VisibleIndex<R, P> local(Mount<R, P> mount, PackageName name)
            throws IOException {
        return offers.localOnly(mount, name, metadata.releases().local(mount.key(name)));
    }

    private <R extends Release, P> Visible<R, P> compute(
            Mount<R, P> mount, PackageName name, long epoch, Asking asking)
            throws IOException, InterruptedException {
        PackageKey key = mount.key(name);
        Ruled ruled = trust.rule(mount, name, asking);
        List<StoredFile> files = metadata.releases().files(key);
        Optional<LocalPackage> local = metadata.releases().local(key);
        List<Source> serving = serving(mount, ruled.ruling());
        Offers.Circumstances circumstances = new Offers.Circumstances(ruled, files, local, asking);
        List<Offers.Dated<R, P>> dated =
                fanout.each(serving, source -> offers.of(mount, name, source, circumstances));
        VisibleIndex<R, P> index =
                engine.select(
                        ruled.ruling(),
                        dated.stream().map(Offers.Dated::offer).toList(),
                        metadata.releases().pins(key));
        return new Visible<>(
                index,
                ruled.ruling(),
                keptFiles.differing(mount, index, files),
                RulingTime.of(mount, ruled.ruling(), local),
                fingerprint(dated, files),
                epoch,
                mount.generation(),
                validUntil(ruled, dated));
    }

    private static List<Source> serving(Mount<?, ?> mount, SourceRuling ruling) {
        Enforcement enforcement = mount.settings().enforcement();
        return ruling.serving(enforcement);
    }

    private static <R extends Release, P> String fingerprint(
            List<Offers.Dated<R, P>> dated, List<StoredFile> files) {
        List<String> parts = new ArrayList<>();
        dated.forEach(d -> parts.add(d.offer().source().id() + "=" + d.revision()));
        files.forEach(f -> parts.add(f.version() + "/" + f.file() + "=" + f.owner()));
        return String.join("\n", parts);
    }

    private static <R extends Release, P> Instant validUntil(
            Ruled ruled, List<Offers.Dated<R, P>> dated) {
        Instant validUntil = ruled.validUntil();
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
