package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.IndexStyle;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.Refusal.Asked;
import dev.gatehouse.core.format.Rendering;
import dev.gatehouse.core.format.Rendition;
import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.format.View;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.trust.SourceRuling;
import dev.gatehouse.core.trust.VisibleIndex;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Rendered index documents, kept until something about the name changes or time ends them.
 * Thread-safe.
 */
public final class Renderings {
    private static final long MOST_BYTES = 256L << 20;
    private static final long OVERHEAD = 2_000;

    private final IndexService index;
    private final PartService parts;
    private final Epochs epochs;
    private final Events events;
    private final Refusals refusals;
    private final Blocks blocks;
    private final InstantSource clock;
    private final Memory<Key, Rendered> rendered;

    Renderings(Kernel kernel, IndexService index, PartService parts) {
        this.index = index;
        this.parts = parts;
        this.epochs = kernel.epochs();
        this.events = kernel.events();
        this.refusals = new Refusals(kernel);
        this.blocks = new Blocks(kernel.journal(), kernel.events());
        this.clock = kernel.clock();
        this.rendered = kernel.memories().weighed("rendered", MOST_BYTES, Rendered::weight);
    }

    private record Key(PackageKey key, String style, Coding coding, URI base) {}

    /** A rendering, and how long it stands. */
    private record Rendered(
            Response response,
            SourceRuling ruling,
            String fingerprint,
            Instant rulingChangedAt,
            long epoch,
            long generation,
            Instant validUntil) {
        boolean holds(long currentEpoch, long currentGeneration, Instant now) {
            return epoch == currentEpoch
                    && generation == currentGeneration
                    && now.isBefore(validUntil);
        }

        boolean isOf(Visible<?, ?> visible) {
            return fingerprint.equals(visible.fingerprint())
                    && generation == visible.generation()
                    && rulingChangedAt.equals(visible.rulingChangedAt());
        }

        Rendered until(Visible<?, ?> visible) {
            return of(response, visible);
        }

        static Rendered of(Response response, Visible<?, ?> visible) {
            return new Rendered(
                    response,
                    visible.ruling(),
                    visible.fingerprint(),
                    visible.rulingChangedAt(),
                    visible.epoch(),
                    visible.generation(),
                    visible.validUntil());
        }

        /** Mapped documents cost no memory of ours, but are counted, so that the bound is one. */
        long weight() {
            return OVERHEAD + response.body().length() + 2L * fingerprint.length();
        }
    }

    /** What came of asking for an index. */
    sealed interface Answer {
        /** By which it was made; empty for what is published here, alone. */
        Optional<SourceRuling> ruling();

        record Document(Response response, Optional<SourceRuling> ruling) implements Answer {}

        record Refused(Refusal refusal, Optional<SourceRuling> ruling) implements Answer {}
    }

    /**
     * The answer, if it was rendered before and still stands; never blocks. Sources that may not
     * speak are counted like those of any answer.
     *
     * @param by who asks
     */
    Optional<Response> ready(Mount<?, ?> mount, Route.Index wanted, RequestHead head, String by) {
        if (wanted.view() == View.LOCAL) {
            return Optional.empty();
        }
        PackageKey key = mount.key(wanted.key().name());
        Optional<Rendered> ready =
                rendered.find(key(mount, wanted, head))
                        .filter(r -> r.holds(epochs.of(key), mount.generation(), clock.instant()));
        ready.ifPresent(
                r -> {
                    events.index(mount.format().id(), true);
                    blocks.tell(mount, key.name(), r.ruling(), by);
                });
        return ready.map(Rendered::response);
    }

    <R extends Release, P> Answer index(Mount<R, P> mount, Route.Index wanted, RequestHead head)
            throws IOException, InterruptedException {
        if (wanted.view() == View.LOCAL) {
            return local(mount, wanted, head);
        }
        events.index(mount.format().id(), false);
        if (!wanted.key().part().isEmpty()) {
            return parts.part(mount, wanted, head);
        }
        PackageName name = wanted.key().name();
        Instant begun = clock.instant();
        Key key = key(mount, wanted, head);
        Visible<R, P> visible = index.visible(mount, name);
        Attempt attempt = attempt(mount, wanted, visible, key);
        // a version that the documents lack may be new: the sources are asked once more
        if (attempt instanceof Attempt.Nothing && index.refresh(mount, name, begun)) {
            visible = index.visible(mount, name);
            attempt = attempt(mount, wanted, visible, key);
        }
        Optional<SourceRuling> ruling = Optional.of(visible.ruling());
        return switch (attempt) {
            case Attempt.Answered(Response response) -> new Answer.Document(response, ruling);
            case Attempt.Nothing(String text) ->
                    new Answer.Refused(refusals.part(mount, visible, text), ruling);
            case Attempt.Empty ignored ->
                    new Answer.Refused(refusals.index(mount, name, visible), ruling);
        };
    }

    /** One try to answer from what is visible. */
    private sealed interface Attempt {
        record Answered(Response response) implements Attempt {}

        /** The index has no such part. */
        record Nothing(String text) implements Attempt {}

        /** No version is visible. */
        record Empty() implements Attempt {}
    }

    private <R extends Release, P> Attempt attempt(
            Mount<R, P> mount, Route.Index wanted, Visible<R, P> visible, Key key)
            throws IOException {
        Optional<Rendered> before = rendered.find(key).filter(r -> r.isOf(visible));
        if (before.isPresent()) {
            rendered.put(key, before.get().until(visible));
            return new Attempt.Answered(before.get().response());
        }
        Rendition rendition =
                new Rendition(
                        wanted.style(),
                        key.base(),
                        visible.kept(),
                        visible.rulingChangedAt(),
                        visible.spokenFor());
        return switch (mount.format().renderIndex(visible.index(), rendition)) {
            case Rendering.Nothing(String text) ->
                    visible.index().isEmpty() ? new Attempt.Empty() : new Attempt.Nothing(text);
            case Rendering.Document document -> {
                Response plain = key.coding().encode(document);
                Response response = remarked(mount, visible, plain);
                rendered.put(key, Rendered.of(response, visible));
                yield new Attempt.Answered(response);
            }
        };
    }

    private static Response remarked(Mount<?, ?> mount, Visible<?, ?> visible, Response response) {
        return Remarks.on(mount, visible)
                .map(text -> mount.format().note(response, text))
                .orElse(response);
    }

    private <R extends Release, P> Answer local(
            Mount<R, P> mount, Route.Index wanted, RequestHead head) throws IOException {
        VisibleIndex<R, P> local = index.local(mount, wanted.key().name());
        Refusal none =
                new Refusal.NotFound(
                        Asked.INDEX, wanted.key().name() + " has no version published here");
        if (local.isEmpty()) {
            return new Answer.Refused(none, Optional.empty());
        }
        Rendition rendition =
                new Rendition(wanted.style(), head.publicBase(), Map.of(), Instant.EPOCH);
        return switch (mount.format().renderIndex(local, rendition)) {
            case Rendering.Nothing ignored -> new Answer.Refused(none, Optional.empty());
            case Rendering.Document document ->
                    new Answer.Document(
                            Coding.of(head).encode(document).with("cache-control", "no-store"),
                            Optional.empty());
        };
    }

    private static Key key(Mount<?, ?> mount, Route.Index wanted, RequestHead head) {
        IndexStyle style = wanted.style();
        return new Key(
                mount.key(wanted.key().name()),
                wanted.key().part() + "\n" + style.cacheKey(),
                Coding.of(head),
                head.publicBase());
    }
}
