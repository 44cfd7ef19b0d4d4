package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.proxy.RefreshPlan.Failure;
import dev.gatehouse.core.proxy.RefreshPlan.Ttl;
import dev.gatehouse.core.trust.Observation;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.core.upstream.UpstreamClient;
import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.core.upstream.Validator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Asks upstreams for index documents: each document once at a time, and not again before its time.
 * The answer of a trusted upstream is its presence too, so there is no other question. Thread-safe.
 */
public final class SourceIndexes {
    private static final Logger LOG = LoggerFactory.getLogger(SourceIndexes.class);
    private static final Duration SILENT_TTL = Duration.ofSeconds(5);
    private static final long MOST_FAILURES = 200_000;

    private final UpstreamClient client;
    private final DocumentStore documents;
    private final PresenceService presence;
    private final Canaries canaries;
    private final Probes probes;
    private final Epochs epochs;
    private final InstantSource clock;
    private final SingleFlight<Question, Fetched> flights;
    private final Memory<Asked, Failure> failures;

    SourceIndexes(
            Kernel kernel,
            DocumentStore documents,
            PresenceService presence,
            Canaries canaries,
            Probes probes) {
        this.client = kernel.upstreams();
        this.documents = documents;
        this.presence = presence;
        this.canaries = canaries;
        this.probes = probes;
        this.epochs = kernel.epochs();
        this.clock = kernel.clock();
        this.flights = new SingleFlight<>(kernel.threads());
        this.failures = kernel.memories().counted("missing-documents", MOST_FAILURES);
    }

    /** One document of one source: of a package, or of a part of it. */
    private record Asked(SourceKey of, String part) {}

    /** Under another configuration an answer means something else, so no flight is shared. */
    private record Question(Asked of, long generation) {}

    private static Question question(Mount<?, ?> mount, Upstream upstream, IndexKey index) {
        return new Question(asked(mount, upstream, index), mount.generation());
    }

    private static Asked asked(Mount<?, ?> mount, Upstream upstream, IndexKey index) {
        return new Asked(new SourceKey(mount.key(index.name()), upstream.id()), index.part());
    }

    /** What came of one fetch. */
    private sealed interface Fetched {
        record Document(SourceDocument<?, ?> document) implements Fetched {}

        record Failed(Failure failure) implements Fetched {}
    }

    /**
     * What an upstream has for a name, asked now only if it is time to.
     *
     * @param staleWillDo whether no trust decision depends on the answer
     */
    public <R extends Release, P> SourceAnswer<R, P> ask(
            Mount<R, P> mount, Upstream upstream, IndexKey index, boolean staleWillDo)
            throws IOException, InterruptedException {
        Asked key = asked(mount, upstream, index);
        Optional<SourceDocument<R, P>> last = stored(mount, upstream, index);
        Optional<Failure> failure = failures.find(key);
        Ttl ttl = ttl(upstream);
        Instant now = clock.instant();
        RefreshPlan plan =
                RefreshPlan.of(last.map(SourceDocument::stored), failure, ttl, now, staleWillDo);
        return switch (plan) {
            case USE_STORED -> {
                SourceDocument<R, P> document = last.orElseThrow();
                yield new SourceAnswer.Current<>(
                        document, document.stored().checkedAt().plus(ttl.index()));
            }
            case USE_STORED_AND_REFRESH -> {
                refresh(mount, upstream, index);
                yield new SourceAnswer.Current<>(last.orElseThrow(), now.plus(SILENT_TTL));
            }
            case USE_MISSING, USE_SILENT -> failed(failure.orElseThrow(), last, ttl);
            case FETCH -> fetchNow(mount, upstream, index);
        };
    }

    /** What the upstream said last, without asking it. */
    public <R extends Release, P> SourceAnswer<R, P> latest(
            Mount<R, P> mount, Upstream upstream, IndexKey index) throws IOException {
        Optional<SourceDocument<R, P>> last = stored(mount, upstream, index);
        Optional<Failure> failure = failures.find(asked(mount, upstream, index));
        Ttl ttl = ttl(upstream);
        Instant now = clock.instant();
        if (failure.isPresent()) {
            return failed(failure.get(), last, ttl);
        }
        return last.<SourceAnswer<R, P>>map(
                        d ->
                                new SourceAnswer.Current<>(
                                        d, d.stored().checkedAt().plus(ttl.index())))
                .orElseGet(
                        () -> new SourceAnswer.Silent<>("it was not asked", Optional.empty(), now));
    }

    /** Asks now, whatever is stored. */
    public <R extends Release, P> SourceAnswer<R, P> fetchNow(
            Mount<R, P> mount, Upstream upstream, IndexKey index)
            throws IOException, InterruptedException {
        Fetched fetched =
                flights.join(question(mount, upstream, index), () -> fetch(mount, upstream, index));
        Ttl ttl = ttl(upstream);
        Optional<SourceDocument<R, P>> last = stored(mount, upstream, index);
        if (fetched instanceof Fetched.Failed(Failure failure)) {
            return failed(failure, last, ttl);
        }
        return last.<SourceAnswer<R, P>>map(
                        d -> new SourceAnswer.Current<>(d, clock.instant().plus(ttl.index())))
                .orElseGet(
                        () ->
                                new SourceAnswer.Silent<>(
                                        "its document could not be kept",
                                        Optional.empty(),
                                        clock.instant()));
    }

    /** Whether the upstream has answered, or failed to, at or after that time. */
    boolean wasAsked(Mount<?, ?> mount, Upstream upstream, IndexKey index, Instant since)
            throws IOException {
        Optional<Instant> last = failures.find(asked(mount, upstream, index)).map(Failure::at);
        return last.isPresent()
                ? !last.get().isBefore(since)
                : stored(mount, upstream, index)
                        .filter(d -> !d.stored().checkedAt().isBefore(since))
                        .isPresent();
    }

    /** Why the upstream gave no document when it was asked last. */
    Optional<Failure> failure(Mount<?, ?> mount, Upstream upstream, IndexKey index) {
        return failures.find(asked(mount, upstream, index));
    }

    /** Renews what is known in the background. */
    public void refresh(Mount<?, ?> mount, Upstream upstream, IndexKey index) {
        flights.begin(question(mount, upstream, index), () -> fetch(mount, upstream, index));
    }

    /** The last document of an upstream, without asking it. */
    public <R extends Release, P> Optional<SourceDocument<R, P>> stored(
            Mount<R, P> mount, Upstream upstream, IndexKey index) throws IOException {
        return documents.find(mount, index, upstream.id());
    }

    private static Ttl ttl(Upstream upstream) {
        Duration absent = upstream.absentTtl();
        Duration silent = absent.compareTo(SILENT_TTL) < 0 ? absent : SILENT_TTL;
        return new Ttl(upstream.indexTtl(), absent, silent);
    }

    private static <R extends Release, P> SourceAnswer<R, P> failed(
            Failure failure, Optional<SourceDocument<R, P>> last, Ttl ttl) {
        return failure.silent()
                ? new SourceAnswer.Silent<>(failure.reason(), last, failure.at().plus(ttl.silent()))
                : new SourceAnswer.Missing<>(last, failure.at().plus(ttl.absent()));
    }

    private <R extends Release, P> Fetched fetch(
            Mount<R, P> mount, Upstream upstream, IndexKey index)
            throws IOException, InterruptedException {
        Asked key = asked(mount, upstream, index);
        Optional<SourceDocument<R, P>> last = stored(mount, upstream, index);
        Optional<Failure> before = failures.find(key);
        Fetched fetched = fetchOnce(mount, upstream, index, last);
        // before the presence: who sees the name as PRESENT must not see an older 404 beside it
        switch (fetched) {
            case Fetched.Failed(Failure failure) -> failures.put(key, failure);
            case Fetched.Document ignored -> failures.forget(key);
        }
        observe(mount, upstream, index, fetched);
        if (isNews(fetched, before, last)) {
            epochs.move(key.of().key());
        }
        return fetched;
    }

    /**
     * Whether what was made of the last answer is out of date. What was known to be missing and is
     * missing still is no news: else an {@code absent-ttl} of zero would end every decision at
     * once.
     */
    private static boolean isNews(
            Fetched fetched,
            Optional<Failure> before,
            Optional<? extends SourceDocument<?, ?>> last) {
        return switch (fetched) {
            case Fetched.Failed(Failure failure) when failure.silent() -> false;
            case Fetched.Failed ignored ->
                    last.isPresent() && before.map(Failure::silent).orElse(true);
            case Fetched.Document(SourceDocument<?, ?> document) ->
                    before.isPresent()
                            || last.isEmpty()
                            || !last.get().stored().blob().equals(document.stored().blob());
        };
    }

    private <R extends Release, P> Fetched fetchOnce(
            Mount<R, P> mount,
            Upstream upstream,
            IndexKey index,
            Optional<SourceDocument<R, P>> last)
            throws InterruptedException {
        Optional<Validator> validator = last.flatMap(d -> DocumentStore.validator(d.stored()));
        try (UpstreamReply reply =
                client.fetch(upstream, mount.format().indexRequest(index), validator)) {
            return switch (reply) {
                case UpstreamReply.Found found ->
                        new Fetched.Document(documents.keep(mount, index, upstream.id(), found));
                case UpstreamReply.NotModified ignored ->
                        last.isPresent()
                                ? new Fetched.Document(documents.confirm(last.get()))
                                : silent(
                                        upstream,
                                        index,
                                        "answered 304 to an unconditional request");
                case UpstreamReply.Missing missing -> missing(mount, upstream, index, missing);
                case UpstreamReply.Refused refused ->
                        silent(upstream, index, "answered " + refused.reason());
                case UpstreamReply.Broken broken -> silent(upstream, index, broken.reason());
            };
        } catch (BadUpstreamException | IOException e) {
            return silent(upstream, index, String.valueOf(e.getMessage()));
        }
    }

    /** A source whose canary is gone hides what it has: its 404 says nothing. */
    private Fetched missing(
            Mount<?, ?> mount, Upstream upstream, IndexKey index, UpstreamReply.Missing missing)
            throws InterruptedException {
        Optional<String> hiding = canaries.trouble(mount, upstream);
        return hiding.isPresent()
                ? silent(upstream, index, hiding.get())
                : new Fetched.Failed(
                        new Failure(clock.instant(), false, "answered " + missing.status()));
    }

    private Fetched silent(Upstream upstream, IndexKey index, String reason) {
        LOG.warn("{} did not answer for {}: {}", upstream.name(), index.name(), reason);
        return new Fetched.Failed(new Failure(clock.instant(), true, reason));
    }

    private void observe(Mount<?, ?> mount, Upstream upstream, IndexKey index, Fetched fetched)
            throws IOException, InterruptedException {
        if (!upstream.source().isTrusted() || !index.part().isEmpty()) {
            return;
        }
        PackageName name = index.name();
        Observation seen =
                switch (fetched) {
                    case Fetched.Document ignored -> new Observation.Present(clock.instant());
                    case Fetched.Failed(Failure failure) when failure.silent() ->
                            new Observation.Unknown(failure.at(), failure.reason());
                    case Fetched.Failed(Failure failure) ->
                            probes.withoutIndex(mount, upstream, name, failure.at());
                };
        presence.observe(mount, upstream, name, seen);
    }
}
