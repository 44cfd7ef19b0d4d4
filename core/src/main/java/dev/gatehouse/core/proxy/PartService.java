package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.Refusal.Asked;
import dev.gatehouse.core.format.Rendering;
import dev.gatehouse.core.format.Rendition;
import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.format.Unlisted;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.trust.Accepted;
import dev.gatehouse.core.trust.SourcePart;
import dev.gatehouse.core.trust.SourceRuling;
import dev.gatehouse.core.trust.VisibleIndex;
import dev.gatehouse.core.upstream.Upstream;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Documents about one version alone, such as the metadata of a Maven snapshot: read from the owner
 * of the version, and from nobody else. They are small, so no rendering is kept. Thread-safe.
 */
final class PartService {
    private final VersionOwners owners;
    private final IndexService index;
    private final SourceIndexes indexes;
    private final Refusals refusals;
    private final Journal journal;

    PartService(Kernel kernel, VersionOwners owners, IndexService index, SourceIndexes indexes) {
        this.owners = owners;
        this.index = index;
        this.indexes = indexes;
        this.refusals = new Refusals(kernel);
        this.journal = kernel.journal();
    }

    <R extends Release, P> Renderings.Answer part(
            Mount<R, P> mount, Route.Index wanted, RequestHead head)
            throws IOException, InterruptedException {
        IndexKey key = wanted.key();
        Unlisted<R> unlisted =
                mount.format()
                        .unlisted()
                        .orElseThrow(
                                () -> new IllegalArgumentException("no part can be asked: " + key));
        VersionOwners.Sought<R, P> sought =
                owners.seek(mount, unlisted, key.name(), new Version(key.part()));
        Optional<SourceRuling> ruling = Optional.of(sought.visible().ruling());
        Optional<Source> owner =
                sought.owned().isPresent()
                        ? sought.owned().map(Accepted::owner)
                        : remembered(mount, key, sought);
        if (owner.isEmpty()) {
            return new Renderings.Answer.Refused(
                    refusals.part(mount, key.name(), sought, absent(key)), ruling);
        }
        return switch (read(mount, key, owner.get())) {
            case Read.Missing<R, P> ignored -> missing(key, ruling);
            case Read.Silent<R, P>(String source) ->
                    new Renderings.Answer.Refused(
                            new Refusal.Undecided(
                                    Asked.INDEX,
                                    key.name(),
                                    3,
                                    List.of(source),
                                    journal.id(),
                                    mount.explain(key.name())),
                            ruling);
            case Read.Document<R, P>(VisibleIndex<R, P> document) ->
                    rendered(mount, wanted, head, document, sought.visible());
        };
    }

    private static <R extends Release, P> Renderings.Answer rendered(
            Mount<R, P> mount,
            Route.Index wanted,
            RequestHead head,
            VisibleIndex<R, P> document,
            Visible<R, P> visible)
            throws IOException {
        Optional<SourceRuling> ruling = Optional.of(visible.ruling());
        Rendition rendition =
                new Rendition(
                        wanted.style(), head.publicBase(), Map.of(), visible.rulingChangedAt());
        return switch (mount.format().renderIndex(document, rendition)) {
            case Rendering.Nothing ignored -> missing(wanted.key(), ruling);
            case Rendering.Document rendered ->
                    new Renderings.Answer.Document(Coding.of(head).encode(rendered), ruling);
        };
    }

    /** A silent source that gave the document before: what is stored of it stands in. */
    private <R extends Release, P> Optional<Source> remembered(
            Mount<R, P> mount, IndexKey key, VersionOwners.Sought<R, P> sought) throws IOException {
        for (Source source : sought.visible().ruling().serving(mount.settings().enforcement())) {
            Optional<Upstream> upstream = mount.settings().upstream(source.id());
            if (upstream.isPresent()
                    && sought.silent().contains(source.name())
                    && indexes.stored(mount, upstream.get(), key).isPresent()) {
                return Optional.of(source);
            }
        }
        return Optional.empty();
    }

    private static String absent(IndexKey key) {
        return key.name() + " " + key.part() + " is not here";
    }

    private static Renderings.Answer missing(IndexKey key, Optional<SourceRuling> ruling) {
        return new Renderings.Answer.Refused(
                new Refusal.NotFound(Asked.INDEX, absent(key)), ruling);
    }

    /** What the owner has. */
    private sealed interface Read<R extends Release, P> {
        record Document<R extends Release, P>(VisibleIndex<R, P> index) implements Read<R, P> {}

        record Missing<R extends Release, P>() implements Read<R, P> {}

        record Silent<R extends Release, P>(String source) implements Read<R, P> {}
    }

    private <R extends Release, P> Read<R, P> read(Mount<R, P> mount, IndexKey key, Source owner)
            throws IOException, InterruptedException {
        if (owner.isLocal()) {
            return new Read.Document<>(index.local(mount, key.name()));
        }
        Upstream upstream = mount.settings().upstream(owner.id()).orElseThrow();
        if (!upstream.isAsked()) {
            return indexes.stored(mount, upstream, key)
                    .<Read<R, P>>map(d -> new Read.Document<>(of(owner, d)))
                    .orElseGet(Read.Missing::new);
        }
        SourceAnswer<R, P> answer = indexes.ask(mount, upstream, key, true);
        return switch (answer) {
            case SourceAnswer.Current<R, P> current ->
                    new Read.Document<>(of(owner, current.document()));
            case SourceAnswer.Missing<R, P> ignored -> new Read.Missing<>();
            case SourceAnswer.Silent<R, P> silent ->
                    silent.last()
                            .<Read<R, P>>map(d -> new Read.Document<>(of(owner, d)))
                            .orElseGet(() -> new Read.Silent<>(owner.name()));
        };
    }

    private static <R extends Release, P> VisibleIndex<R, P> of(
            Source owner, SourceDocument<R, P> document) {
        Map<Version, Accepted<R>> accepted = new LinkedHashMap<>();
        document.index().releases().forEach((v, r) -> accepted.put(v, new Accepted<>(owner, r)));
        return new VisibleIndex<>(
                document.stored().key().name(),
                accepted,
                List.of(),
                List.of(new SourcePart<>(owner, document.index().document())),
                List.of());
    }
}
