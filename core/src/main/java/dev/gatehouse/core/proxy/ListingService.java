package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.format.Listing;
import dev.gatehouse.core.format.Rendering;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.store.Blob;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.BlobStore;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.core.upstream.UpstreamClient;
import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.core.upstream.UpstreamRequest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Lists of all names. A name in a list says only that somebody has it: whose files are served is
 * decided when they are asked for. Thread-safe.
 */
public final class ListingService {
    private static final Logger LOG = LoggerFactory.getLogger(ListingService.class);
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final int PAGE = 1000;
    private static final long MOST_LISTS = 100;

    private final MetadataStore metadata;
    private final BlobStore blobs;
    private final UpstreamClient client;
    private final InstantSource clock;
    private final SingleFlight<Key, Kept> flights;
    private final Memory<Key, Kept> lists;

    ListingService(Kernel kernel) {
        this.metadata = kernel.metadata();
        this.blobs = kernel.blobs();
        this.client = kernel.upstreams();
        this.clock = kernel.clock();
        this.flights = new SingleFlight<>(kernel.threads());
        this.lists = kernel.memories().counted("listings", MOST_LISTS);
    }

    private record Key(Catalogue.Place place, String form, long generation) {}

    /** A list with upstreams' names: bytes in the blob store, as they may be many. */
    private record Kept(Blob blob, List<String> silent, Instant until) {}

    /** The list; of names here anew each time, of upstreams' names at most some minutes old. */
    Response list(Mount<?, ?> mount, Listing listing, Request request)
            throws IOException, InterruptedException {
        if (listing.request().isEmpty()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            listing.write(here(mount).iterator(), out);
            List<ByteBuffer> bytes = List.of(ByteBuffer.wrap(out.toByteArray()));
            return Coding.of(request.head())
                    .encode(new Rendering.Document(bytes, listing.headers()));
        }
        Key key =
                new Key(
                        new Catalogue.Place(mount.repositoryName(), mount.format().id()),
                        listing.cacheKey(),
                        mount.generation());
        Optional<Kept> known = lists.find(key).filter(this::stands);
        Kept kept =
                known.isPresent()
                        ? known.get()
                        : flights.join(key, () -> make(mount, listing, key));
        Response answer =
                Response.of(
                        200,
                        listing.headers().with("etag", '"' + kept.blob().sha256().hex() + '"'),
                        new Body.FileRange(kept.blob().path(), 0, kept.blob().size()));
        return kept.silent().isEmpty()
                ? answer
                : mount.format()
                        .note(
                                answer,
                                "not complete: %s did not answer"
                                        .formatted(String.join(", ", kept.silent())));
    }

    /** The sweep of blobs that nothing refers to may have taken it. */
    private boolean stands(Kept kept) {
        try {
            return clock.instant().isBefore(kept.until())
                    && blobs.find(kept.blob().sha256()).isPresent();
        } catch (IOException e) {
            LOG.warn("a kept list cannot be read: {}", e.getMessage());
            return false;
        }
    }

    private Kept make(Mount<?, ?> mount, Listing listing, Key key)
            throws IOException, InterruptedException {
        SortedSet<PackageName> names = here(mount);
        List<String> silent = new ArrayList<>();
        for (Upstream upstream : mount.settings().upstreams()) {
            if (upstream.isAsked()) {
                ask(mount, upstream, listing, names)
                        .ifPresent(
                                why -> {
                                    LOG.warn("{} gave no list of names: {}", upstream.name(), why);
                                    silent.add(upstream.name());
                                });
            }
        }
        try (BlobDraft draft = blobs.draft()) {
            listing.write(names.iterator(), draft.sink());
            draft.digests();
            Instant until = silent.isEmpty() ? clock.instant().plus(FRESH) : clock.instant();
            Kept kept = new Kept(draft.commit(), List.copyOf(silent), until);
            lists.put(key, kept);
            return kept;
        }
    }

    /** Why it gave no names; empty when it has. */
    private Optional<String> ask(
            Mount<?, ?> mount, Upstream upstream, Listing listing, SortedSet<PackageName> names)
            throws InterruptedException {
        UpstreamRequest request = listing.request().orElseThrow();
        try (UpstreamReply reply = client.fetch(upstream, request, Optional.empty())) {
            switch (reply) {
                case UpstreamReply.Found found ->
                        listing.read(
                                found.body(),
                                name -> {
                                    if (upstream.source().isTrusted() || !isOurs(mount, name)) {
                                        names.add(name);
                                    }
                                });
                case UpstreamReply.Missing ignored -> {}
                case UpstreamReply.NotModified ignored -> {
                    return Optional.of("answered 304");
                }
                case UpstreamReply.Refused refused -> {
                    return Optional.of(refused.reason());
                }
                case UpstreamReply.Broken broken -> {
                    return Optional.of(broken.reason());
                }
            }
            return Optional.empty();
        } catch (IOException | BadUpstreamException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isOurs(Mount<?, ?> mount, PackageName name) {
        return mount.settings().ownedNames().patterns().stream()
                .anyMatch(p -> p.covers().test(name));
    }

    /** Names with a version that was published here or of which a file is stored. */
    private SortedSet<PackageName> here(Mount<?, ?> mount) throws IOException {
        SortedSet<PackageName> names = new TreeSet<>();
        NamePages stored =
                new NamePages(
                        after ->
                                metadata.releases()
                                        .storedNames(
                                                mount.repository(),
                                                mount.format().id(),
                                                after,
                                                PAGE));
        for (var name = stored.next(); name.isPresent(); name = stored.next()) {
            names.add(name.get());
        }
        names.removeIf(name -> isGone(mount, name));
        return names;
    }

    private boolean isGone(Mount<?, ?> mount, PackageName name) {
        try {
            Optional<LocalPackage> local = metadata.releases().local(mount.key(name));
            return local.isPresent() && local.get().available().isEmpty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
