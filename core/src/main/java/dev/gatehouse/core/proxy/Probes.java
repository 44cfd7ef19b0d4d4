package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.format.IndexDocument;
import dev.gatehouse.core.format.Unlisted;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.trust.Observation;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.core.upstream.UpstreamClient;
import dev.gatehouse.core.upstream.UpstreamReply;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks upstreams for versions that no index of theirs lists. That a trusted upstream has one makes
 * the name PRESENT there. Each answer is remembered for a while. Thread-safe.
 */
final class Probes {
    private static final Logger LOG = LoggerFactory.getLogger(Probes.class);
    private static final Duration SILENT_TTL = Duration.ofSeconds(5);
    private static final long MOST_ANSWERS = 200_000;
    private static final int MOST_PINNED = 50;

    /** A probe is read into memory, and what it asks for is small. */
    private static final int MOST_BYTES = 16 << 20;

    private final UpstreamClient client;
    private final MetadataStore metadata;
    private final PresenceService presence;
    private final Canaries canaries;
    private final InstantSource clock;
    private final SingleFlight<Key, Probed> flights;
    private final Memory<Key, Probed> answers;

    Probes(Kernel kernel, PresenceService presence, Canaries canaries) {
        this.client = kernel.upstreams();
        this.metadata = kernel.metadata();
        this.presence = presence;
        this.canaries = canaries;
        this.clock = kernel.clock();
        this.flights = new SingleFlight<>(kernel.threads());
        this.answers = kernel.memories().counted("probes", MOST_ANSWERS);
    }

    /** What an upstream answered. Only MISSING says that the version is not there. */
    enum Answer {
        THERE,
        MISSING,
        SILENT
    }

    private record Key(SourceKey source, Version version, long generation) {}

    private record Probed(Instant at, Answer answer) {}

    /** Whether the upstream has that version, asked now only if it is time to. */
    Answer ask(Mount<?, ?> mount, Upstream upstream, PackageName name, Version version)
            throws IOException, InterruptedException {
        SourceKey source = new SourceKey(mount.key(name), upstream.id());
        Key key = new Key(source, version, mount.generation());
        Optional<Probed> known = answers.find(key).filter(p -> isRecent(p, upstream));
        if (known.isPresent()) {
            return known.get().answer();
        }
        return flights.join(key, () -> probe(mount, upstream, key)).answer();
    }

    /**
     * What it means that a trusted upstream has no index of a name. Where that need not be, the
     * versions of which files of its own are stored here tell whether it still has the name: as
     * long as it has one of them.
     */
    Observation withoutIndex(Mount<?, ?> mount, Upstream upstream, PackageName name, Instant at)
            throws IOException, InterruptedException {
        if (mount.format().unlisted().isEmpty()) {
            return new Observation.Absent(at);
        }
        for (Version version : pinned(mount, upstream, name)) {
            switch (ask(mount, upstream, name, version)) {
                case THERE -> {
                    return new Observation.Present(at);
                }
                case SILENT -> {
                    return new Observation.Unknown(
                            at, "answered 404 for its index, and nothing for " + version);
                }
                case MISSING -> {}
            }
        }
        return new Observation.Absent(at);
    }

    /** One that was taken back says nothing of the others; but not thousands are asked for. */
    private List<Version> pinned(Mount<?, ?> mount, Upstream upstream, PackageName name)
            throws IOException {
        return metadata.releases().pins(mount.key(name)).entrySet().stream()
                .filter(pin -> pin.getValue().equals(upstream.id()))
                .map(Map.Entry::getKey)
                .limit(MOST_PINNED)
                .toList();
    }

    private boolean isRecent(Probed probed, Upstream upstream) {
        Duration age = Duration.between(probed.at(), clock.instant());
        return !age.isNegative() && age.compareTo(ttl(probed.answer(), upstream)) < 0;
    }

    private static Duration ttl(Answer answer, Upstream upstream) {
        return switch (answer) {
            case THERE -> upstream.indexTtl();
            case MISSING -> upstream.absentTtl();
            case SILENT ->
                    upstream.absentTtl().compareTo(SILENT_TTL) < 0
                            ? upstream.absentTtl()
                            : SILENT_TTL;
        };
    }

    private Probed probe(Mount<?, ?> mount, Upstream upstream, Key key)
            throws IOException, InterruptedException {
        PackageName name = key.source().key().name();
        Unlisted<?> unlisted = mount.format().unlisted().orElseThrow();
        Answer answer;
        try (UpstreamReply reply =
                client.fetch(upstream, unlisted.probe(name, key.version()), Optional.empty())) {
            answer = judge(mount, upstream, key, reply);
        } catch (BadUpstreamException | IOException e) {
            LOG.warn(
                    "{} gave no usable {} {}: {}",
                    upstream.name(),
                    name,
                    key.version(),
                    e.toString());
            answer = Answer.SILENT;
        }
        Probed probed = new Probed(clock.instant(), answer);
        answers.put(key, probed);
        if (answer == Answer.THERE && upstream.source().isTrusted()) {
            presence.observe(mount, upstream, name, new Observation.Present(probed.at()));
        }
        return probed;
    }

    private Answer judge(Mount<?, ?> mount, Upstream upstream, Key key, UpstreamReply reply)
            throws IOException, BadUpstreamException, InterruptedException {
        return switch (reply) {
            case UpstreamReply.Found found -> {
                Unlisted<?> unlisted = mount.format().unlisted().orElseThrow();
                String type = found.headers().first("content-type").orElse("");
                ByteBuffer content = ByteBuffer.wrap(whole(found));
                unlisted.check(
                        key.source().key().name(),
                        key.version(),
                        new IndexDocument(content, type, found.url()));
                yield Answer.THERE;
            }
            case UpstreamReply.Missing ignored ->
                    canaries.trouble(mount, upstream).isPresent() ? Answer.SILENT : Answer.MISSING;
            case UpstreamReply.NotModified ignored -> Answer.SILENT;
            case UpstreamReply.Refused ignored -> Answer.SILENT;
            case UpstreamReply.Broken ignored -> Answer.SILENT;
        };
    }

    private static byte[] whole(UpstreamReply.Found found) throws IOException {
        byte[] bytes = found.body().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new IOException("an answer of more than " + MOST_BYTES + " bytes");
        }
        return bytes;
    }
}
