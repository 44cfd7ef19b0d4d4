package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Presence;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.ReleaseIndex;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.proxy.TrustService.Asking;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.trust.Accepted;
import dev.gatehouse.core.trust.Offer;
import dev.gatehouse.core.trust.RuledSource;
import dev.gatehouse.core.trust.SourcePart;
import dev.gatehouse.core.trust.SourceRuling;
import dev.gatehouse.core.trust.VisibleIndex;
import dev.gatehouse.core.upstream.Upstream;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What each source that may serve has for a name. Thread-safe. */
final class Offers {
    private final SourceIndexes indexes;

    Offers(SourceIndexes indexes) {
        this.indexes = indexes;
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
            Mount<R, P> mount, PackageName name, Optional<LocalPackage> local) {
        Map<Version, Accepted<R>> accepted = new LinkedHashMap<>();
        if (local.isEmpty()) {
            return new VisibleIndex<>(name, accepted, List.of(), List.of(), List.of());
        }
        ReleaseIndex<R, P> index = mount.format().localIndex(local.get());
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

    private static <R extends Release, P> Dated<R, P> local(
            Mount<R, P> mount, Optional<LocalPackage> local) {
        return local.map(
                        l ->
                                new Dated<R, P>(
                                        new Offer.Releases<>(
                                                Source.LOCAL, mount.format().localIndex(l), true),
                                        "revision " + l.revision() + " of " + l.modifiedAt(),
                                        Instant.MAX))
                .orElseGet(
                        () -> new Dated<>(new Offer.Absent<>(Source.LOCAL), "absent", Instant.MAX));
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
