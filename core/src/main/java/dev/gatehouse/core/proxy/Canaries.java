package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.format.IndexDocument;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.BlobStore;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.core.upstream.UpstreamClient;
import dev.gatehouse.core.upstream.UpstreamReply;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Asks upstreams for a name that they are known to have. Some registries answer 404 for everything
 * once a credential is broken; while the canary is missing, a 404 of that upstream says nothing.
 * Thread-safe.
 */
public final class Canaries {
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);
    private static final long MOST_UPSTREAMS = 10_000;

    private final UpstreamClient client;
    private final BlobStore blobs;
    private final InstantSource clock;
    private final SingleFlight<Perch, Seen> flights;
    private final Memory<Perch, Seen> last;

    Canaries(Kernel kernel) {
        this.client = kernel.upstreams();
        this.blobs = kernel.blobs();
        this.clock = kernel.clock();
        this.flights = new SingleFlight<>(kernel.threads());
        this.last = kernel.memories().counted("canaries", MOST_UPSTREAMS);
    }

    private record Perch(RepositoryId repository, SourceId source, PackageName canary) {}

    private record Seen(Instant at, Optional<String> trouble) {}

    /**
     * What is known of an upstream's canary.
     *
     * @param at when it was asked last; empty: not since the start
     * @param trouble why 404s of the upstream say nothing; empty when it is there, or was not asked
     */
    public record Status(PackageName canary, Optional<Instant> at, Optional<String> trouble) {}

    /** What was seen last, without asking; empty for an upstream without a canary. */
    public Optional<Status> status(Mount<?, ?> mount, Upstream upstream) {
        return upstream.canary()
                .map(
                        canary -> {
                            Optional<Seen> seen =
                                    last.find(new Perch(mount.repository(), upstream.id(), canary));
                            return new Status(
                                    canary, seen.map(Seen::at), seen.flatMap(Seen::trouble));
                        });
    }

    /** The same, asked now if the last time is more than some seconds ago. */
    public Optional<Status> look(Mount<?, ?> mount, Upstream upstream) throws InterruptedException {
        Optional<String> trouble = trouble(mount, upstream);
        return status(mount, upstream).map(s -> new Status(s.canary(), s.at(), trouble));
    }

    /** Why a 404 of that upstream says nothing now; empty when it may be believed. */
    Optional<String> trouble(Mount<?, ?> mount, Upstream upstream) throws InterruptedException {
        if (upstream.canary().isEmpty()) {
            return Optional.empty();
        }
        PackageName canary = upstream.canary().get();
        Perch perch = new Perch(mount.repository(), upstream.id(), canary);
        Optional<Seen> known = last.find(perch).filter(this::isRecent);
        if (known.isPresent()) {
            return known.get().trouble();
        }
        try {
            return flights.join(perch, () -> look(mount, upstream, perch)).trouble();
        } catch (IOException e) {
            return Optional.of("its canary " + canary + " could not be asked: " + e.getMessage());
        }
    }

    private boolean isRecent(Seen seen) {
        Duration age = Duration.between(seen.at(), clock.instant());
        return !age.isNegative() && age.compareTo(ASK_AGAIN) < 0;
    }

    private Seen look(Mount<?, ?> mount, Upstream upstream, Perch perch)
            throws IOException, InterruptedException {
        IndexKey key = IndexKey.of(perch.canary());
        Seen seen;
        try (UpstreamReply reply =
                client.fetch(upstream, mount.format().indexRequest(key), Optional.empty())) {
            seen = new Seen(clock.instant(), judge(mount, key, reply));
        }
        last.put(perch, seen);
        return seen;
    }

    private Optional<String> judge(Mount<?, ?> mount, IndexKey key, UpstreamReply reply)
            throws IOException {
        String canary = "its canary " + key.name();
        return switch (reply) {
            case UpstreamReply.Found found -> read(mount, key, found).map(why -> canary + why);
            case UpstreamReply.NotModified ignored -> Optional.empty();
            case UpstreamReply.Missing missing ->
                    Optional.of(canary + " is missing there (" + missing.status() + ")");
            case UpstreamReply.Refused refused ->
                    Optional.of(canary + " was refused: " + refused.reason());
            case UpstreamReply.Broken broken ->
                    Optional.of(canary + " did not come: " + broken.reason());
        };
    }

    /** Through a file that is not kept: a document may be as large as any index. */
    private Optional<String> read(Mount<?, ?> mount, IndexKey key, UpstreamReply.Found found)
            throws IOException {
        String type = found.headers().first("content-type").orElse("");
        try (BlobDraft draft = blobs.draft()) {
            found.body().transferTo(draft.sink());
            ByteBuffer content = DocumentStore.map(draft.open());
            mount.format().readIndex(key, new IndexDocument(content, type, found.url()));
            return Optional.empty();
        } catch (BadUpstreamException e) {
            return Optional.of(" cannot be read: " + e.getMessage());
        }
    }
}
