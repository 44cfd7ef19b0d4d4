package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.format.IndexDocument;
import dev.gatehouse.core.format.Signing;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.signature.RegistryKeys;
import dev.gatehouse.core.signature.RegistryStatement;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.StoredRegistryKeys;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.core.upstream.UpstreamClient;
import dev.gatehouse.core.upstream.UpstreamReply;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The keys that the registries of upstreams tell: kept in the store, asked for again every hour off
 * the request path, and on it only where none are known, or a signature names one that is not. Keys
 * that were told hold until the registry tells others. Thread-safe.
 */
final class RegistryKeyBook {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryKeyBook.class);
    private static final int MOST_BYTES = 1 << 20;
    private static final Duration FRESH = Duration.ofHours(1);

    /** How soon it is asked again after it did not answer, or for a key that it did not tell. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final UpstreamClient client;
    private final MetadataStore metadata;
    private final Catalogue catalogue;
    private final InstantSource clock;
    private final SingleFlight<Of, Told> flights;
    private final ConcurrentMap<Of, StoredRegistryKeys> known = new ConcurrentHashMap<>();
    private final ConcurrentMap<Of, Instant> askedAt = new ConcurrentHashMap<>();

    RegistryKeyBook(Kernel kernel, Catalogue catalogue) {
        this.client = kernel.upstreams();
        this.metadata = kernel.metadata();
        this.catalogue = catalogue;
        this.clock = kernel.clock();
        this.flights = new SingleFlight<>(kernel.threads());
    }

    /** Whose keys. */
    private record Of(RepositoryId repository, FormatId format, SourceId source) {
        static Of of(Mount<?, ?> mount, SourceId source) {
            return new Of(mount.repository(), mount.format().id(), source);
        }
    }

    /** What a registry tells. */
    sealed interface Told {
        /** None at all where it says that it has none. */
        record Known(RegistryKeys keys) implements Told {}

        /** It did not say. */
        record Silent(String why) implements Told {}
    }

    /** The keys as they were told last; nobody is asked. */
    Optional<RegistryKeys> known(Mount<?, ?> mount, SourceId source) throws IOException {
        return stored(Of.of(mount, source)).map(StoredRegistryKeys::keys);
    }

    private Optional<StoredRegistryKeys> stored(Of of) throws IOException {
        StoredRegistryKeys remembered = known.get(of);
        if (remembered != null) {
            return Optional.of(remembered);
        }
        Optional<StoredRegistryKeys> stored =
                metadata.signatures().keys(of.repository(), of.format(), of.source());
        stored.ifPresent(keys -> known.putIfAbsent(of, keys));
        return stored;
    }

    /** The keys by which a statement of that upstream is judged. */
    Told keys(Mount<?, ?> mount, Upstream upstream, RegistryStatement statement)
            throws IOException, InterruptedException {
        Of of = Of.of(mount, upstream.id());
        Optional<StoredRegistryKeys> stored = stored(of);
        boolean suffices =
                stored.filter(
                                keys ->
                                        statement.claims().stream()
                                                .map(RegistryStatement.Claim::key)
                                                .filter(key -> !key.isEmpty())
                                                .allMatch(k -> keys.keys().find(k).isPresent()))
                        .isPresent();
        if (suffices || !upstream.isAsked() || wasJustAsked(of)) {
            return told(stored, upstream.name() + " did not tell its keys");
        }
        Told told = flights.join(of, () -> ask(mount, upstream));
        return told instanceof Told.Silent(String why) ? told(stored, why) : told;
    }

    private static Told told(Optional<StoredRegistryKeys> stored, String otherwise) {
        return stored.<Told>map(keys -> new Told.Known(keys.keys()))
                .orElseGet(() -> new Told.Silent(otherwise));
    }

    private boolean wasJustAsked(Of of) {
        Instant last = askedAt.get(of);
        return last != null && clock.instant().isBefore(last.plus(PAUSE));
    }

    /** Asks again whose keys are known and old; a silent one keeps its old keys. */
    void refresh() throws IOException, InterruptedException {
        for (Mount<?, ?> mount : signed()) {
            for (Upstream upstream : mount.settings().upstreams()) {
                Of of = Of.of(mount, upstream.id());
                if (upstream.isAsked() && isOld(of) && !wasJustAsked(of)) {
                    var _ = flights.join(of, () -> ask(mount, upstream));
                }
            }
        }
    }

    private boolean isOld(Of of) throws IOException {
        Instant limit = clock.instant().minus(FRESH);
        return stored(of).filter(keys -> !keys.readAt().isAfter(limit)).isPresent();
    }

    /** Names the keys of all registries of which any are known. */
    String generations() {
        TreeSet<String> all = new TreeSet<>();
        for (Mount<?, ?> mount : signed()) {
            for (Upstream upstream : mount.settings().upstreams()) {
                try {
                    known(mount, upstream.id())
                            .ifPresent(keys -> all.add(upstream.id() + "=" + keys.generation()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return String.join(",", all);
    }

    /** Where registries sign. */
    private List<? extends Mount<?, ?>> signed() {
        return catalogue.all().stream().filter(RegistryKeyBook::isSigned).toList();
    }

    private static boolean isSigned(Mount<?, ?> mount) {
        return mount.format().signing().orElse(null) instanceof Signing.ByRegistry<?>;
    }

    private Told ask(Mount<?, ?> mount, Upstream upstream)
            throws IOException, InterruptedException {
        if (!(mount.format().signing().orElse(null) instanceof Signing.ByRegistry<?> signing)) {
            return new Told.Known(new RegistryKeys(List.of()));
        }
        Of of = Of.of(mount, upstream.id());
        askedAt.put(of, clock.instant());
        Told told = answer(signing, upstream);
        switch (told) {
            case Told.Known(RegistryKeys keys) -> keep(of, keys);
            case Told.Silent(String why) ->
                    LOG.warn("{} did not tell its signing keys: {}", upstream.name(), why);
        }
        return told;
    }

    private Told answer(Signing.ByRegistry<?> signing, Upstream upstream)
            throws InterruptedException {
        try (UpstreamReply reply =
                client.fetch(upstream, signing.keysRequest(), Optional.empty())) {
            return switch (reply) {
                case UpstreamReply.Found found -> new Told.Known(read(signing, found));
                case UpstreamReply.Missing ignored -> new Told.Known(new RegistryKeys(List.of()));
                case UpstreamReply.NotModified ignored -> silent(upstream, "answered 304");
                case UpstreamReply.Refused refused -> silent(upstream, refused.reason());
                case UpstreamReply.Broken broken -> silent(upstream, broken.reason());
            };
        } catch (IOException | BadUpstreamException e) {
            return silent(upstream, String.valueOf(e.getMessage()));
        }
    }

    private static Told silent(Upstream upstream, String why) {
        return new Told.Silent("asked for its keys, " + upstream.name() + ": " + why);
    }

    private static RegistryKeys read(Signing.ByRegistry<?> signing, UpstreamReply.Found found)
            throws IOException, BadUpstreamException {
        byte[] bytes = found.body().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new BadUpstreamException("keys of more than " + MOST_BYTES + " bytes");
        }
        String type = found.headers().first("content-type").orElse("");
        return signing.readKeys(new IndexDocument(ByteBuffer.wrap(bytes), type, found.url()));
    }

    private void keep(Of of, RegistryKeys keys) throws IOException {
        StoredRegistryKeys told =
                new StoredRegistryKeys(
                        of.repository(), of.format(), of.source(), keys, clock.instant());
        metadata.commit(List.of(new Change.PutRegistryKeys(told)), MetadataStore.Durability.BEHIND);
        known.put(of, told);
    }
}
