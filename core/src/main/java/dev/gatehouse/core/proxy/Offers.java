package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Presence;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.ReleaseIndex;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.proxy.TrustService.Asking;
import dev.gatehouse.core.signature.RegistryStatement.Claim;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.OwnSignature;
import dev.gatehouse.core.store.SignatureView;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.trust.Accepted;
import dev.gatehouse.core.trust.Offer;
import dev.gatehouse.core.trust.RuledSource;
import dev.gatehouse.core.trust.SourcePart;
import dev.gatehouse.core.trust.SourceRuling;
import dev.gatehouse.core.trust.VisibleIndex;
import dev.gatehouse.core.upstream.Upstream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What each source that may serve has for a name. Thread-safe. */
final class Offers {
    private final SourceIndexes indexes;
    private final SignatureView signatures;

    Offers(SourceIndexes indexes, SignatureView signatures) {
        this.indexes = indexes;
        this.signatures = signatures;
    }

    /**
     * What is known of the package when the offers are gathered.
     *
     * @param asked the upstreams that were asked for this request already
     */
    record Circumstances(
            SourceRuling ruling,
            Set<SourceId> asked,
            List<StoredFile> files,
            Optional<LocalPackage> local,
            Asking asking) {
        Set<Version> storedOf(Source source) {
            return files.stream()
                    .filter(f -> f.owner().equals(source.id()))
                    .map(StoredFile::version)
                    .collect(Collectors.toUnmodifiableSet());
        }

        /** Whether the rule holds the source to have the name, whatever it answered last. */
        boolean isPresent(Source source) {
            return ruling.sources().stream()
                    .filter(s -> s.source().id().equals(source.id()))
                    .map(RuledSource::facts)
                    .anyMatch(f -> source.isTrusted() && f.presence() == Presence.PRESENT);
        }
    }

    /**
     * An offer with its time.
     *
     * @param revision equal when the offer would be equal
     */
    record Dated<R extends Release, P>(Offer<R, P> offer, String revision, Instant validUntil) {
        /** Roughly how many bytes of memory the source's document holds. */
        long weight() {
            return switch (offer) {
                case Offer.Releases<R, P> releases -> releases.index().weight();
                case Offer.Withdrawn<R, P> withdrawn -> withdrawn.index().weight();
                case Offer.Absent<R, P> ignored -> 0;
                case Offer.Unreachable<R, P> ignored -> 0;
            };
        }
    }

    <R extends Release, P> Dated<R, P> of(
            Mount<R, P> mount, PackageName name, Source source, Circumstances now)
            throws IOException, InterruptedException {
        if (source.isLocal()) {
            return local(mount, now.local());
        }
        Upstream upstream = mount.settings().upstream(source.id()).orElseThrow();
        if (!upstream.isAsked()) {
            return withdrawn(
                    source, indexes.stored(mount, upstream, IndexKey.of(name)), now, Instant.MAX);
        }
        boolean mayLackIndex = mount.format().unlisted().isPresent();
        return answered(source, ask(mount, upstream, name, now), now, mayLackIndex);
    }

    <R extends Release, P> VisibleIndex<R, P> localOnly(
            Mount<R, P> mount, PackageName name, Optional<LocalPackage> local) throws IOException {
        Map<Version, Accepted<R>> accepted = new LinkedHashMap<>();
        if (local.isEmpty()) {
            return new VisibleIndex<>(name, accepted, List.of(), List.of(), List.of());
        }
        ReleaseIndex<R, P> index = mount.format().localIndex(local.get(), signed(local.get()));
        index.releases().forEach((v, r) -> accepted.put(v, new Accepted<>(Source.LOCAL, r)));
        return new VisibleIndex<>(
                name,
                accepted,
                List.of(),
                List.of(new SourcePart<>(Source.LOCAL, index.document())),
                List.of());
    }

    private <R extends Release, P> SourceAnswer<R, P> ask(
            Mount<R, P> mount, Upstream upstream, PackageName name, Circumstances now)
            throws IOException, InterruptedException {
        boolean mayNot =
                switch (now.asking()) {
                    case ALWAYS -> !upstream.source().isTrusted();
                    case WHERE_IT_MATTERS -> false;
                    case NEVER -> true;
                };
        return mayNot || now.asked().contains(upstream.id())
                ? indexes.latest(mount, upstream, IndexKey.of(name))
                : indexes.ask(mount, upstream, IndexKey.of(name), true);
    }

    private <R extends Release, P> Dated<R, P> local(
            Mount<R, P> mount, Optional<LocalPackage> local) throws IOException {
        if (local.isEmpty()) {
            return new Dated<>(new Offer.Absent<>(Source.LOCAL), "absent", Instant.MAX);
        }
        LocalPackage here = local.get();
        Map<FileName, Claim> signed = signed(here);
        return new Dated<>(
                new Offer.Releases<>(Source.LOCAL, mount.format().localIndex(here, signed), true),
                "revision " + here.revision() + " of " + here.modifiedAt() + revision(signed),
                Instant.MAX);
    }

    /** What the repository itself has signed of it. */
    private Map<FileName, Claim> signed(LocalPackage local) throws IOException {
        Map<FileName, Claim> signed = new TreeMap<>(Comparator.comparing(FileName::value));
        for (OwnSignature one : signatures.own(local.key())) {
            boolean stands =
                    local.find(one.version()).filter(LocalRelease::isAvailable).stream()
                            .flatMap(release -> release.files().stream())
                            .anyMatch(one::isOf);
            if (stands) {
                signed.put(one.file(), new Claim(one.by(), one.text()));
            }
        }
        return signed;
    }

    private static String revision(Map<FileName, Claim> signed) {
        return signed.isEmpty()
                ? ""
                : " signed "
                        + Digest.compute(
                                        DigestAlgorithm.SHA256,
                                        signed.toString().getBytes(StandardCharsets.UTF_8))
                                .hex();
    }

    private static <R extends Release, P> Dated<R, P> answered(
            Source source, SourceAnswer<R, P> answer, Circumstances now, boolean mayLackIndex) {
        return switch (answer) {
            case SourceAnswer.Current<R, P>(SourceDocument<R, P> document, Instant until) ->
                    new Dated<>(
                            new Offer.Releases<>(source, document.index(), true),
                            revision(document),
                            until);
            case SourceAnswer.Missing<R, P>(var last, Instant until)
                    when mayLackIndex && last.isEmpty() ->
                    withdrawn(source, last, now, until);
            // 404 from a source that is still held to have the name: its absence is not confirmed
            case SourceAnswer.Missing<R, P>(var last, Instant until) when now.isPresent(source) ->
                    silent(source, "answered 404 for a name that it had", last, until);
            case SourceAnswer.Missing<R, P>(var last, Instant until) ->
                    withdrawn(source, last, now, until);
            case SourceAnswer.Silent<R, P>(String reason, var last, Instant until) ->
                    silent(source, reason, last, until);
        };
    }

    private static <R extends Release, P> Dated<R, P> silent(
            Source source, String reason, Optional<SourceDocument<R, P>> last, Instant until) {
        return last.map(
                        d ->
                                new Dated<R, P>(
                                        new Offer.Releases<>(source, d.index(), false),
                                        revision(d),
                                        until))
                .orElseGet(
                        () -> new Dated<>(new Offer.Unreachable<>(source, reason), reason, until));
    }

    private static <R extends Release, P> Dated<R, P> withdrawn(
            Source source, Optional<SourceDocument<R, P>> last, Circumstances now, Instant until) {
        return last.map(
                        d ->
                                new Dated<R, P>(
                                        new Offer.Withdrawn<>(
                                                source, d.index(), now.storedOf(source)),
                                        "withdrawn " + revision(d),
                                        until))
                .orElseGet(() -> new Dated<>(new Offer.Absent<>(source), "absent", until));
    }

    private static String revision(SourceDocument<?, ?> document) {
        return document.stored().blob().hex() + " " + document.stored().contentType();
    }
}
