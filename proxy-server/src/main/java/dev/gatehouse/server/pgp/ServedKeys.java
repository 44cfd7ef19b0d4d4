package dev.gatehouse.server.pgp;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.core.upstream.UpstreamClient;
import dev.gatehouse.core.upstream.UpstreamReply;

import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keys from key servers: asked for in the background where a signature names one that is not known,
 * kept on disk, and asked for again each day. Each answer that says something new is kept beside
 * the older ones, so nothing that a key's owner once said, such as a revocation, is lost. To find a
 * key here makes nobody believe it. Thread-safe.
 */
public final class ServedKeys {
    private static final Logger LOG = LoggerFactory.getLogger(ServedKeys.class);
    private static final Duration MISSING = Duration.ofDays(1);
    private static final Duration SILENT = Duration.ofMinutes(10);
    private static final Duration FRESH = Duration.ofDays(1);

    /** How long one round may take before what is left waits for the next. */
    private static final Duration ROUND = Duration.ofSeconds(30);

    private static final int MOST_WANTED = 10_000;
    private static final int MOST_REMEMBERED = 100_000;

    private final List<KeyServer> servers;
    private final UpstreamClient client;
    private final ServedKeyFiles files;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<KeyName> wanted = new LinkedHashSet<>();
    private final ConcurrentMap<KeyName, Instant> notBefore = new ConcurrentHashMap<>();

    /** Reads the keys that are kept. */
    public ServedKeys(
            List<KeyServer> servers,
            UpstreamClient client,
            ServedKeyFiles files,
            InstantSource clock) {
        this.servers = List.copyOf(servers);
        this.client = client;
        this.files = files;
        this.clock = clock;
    }

    /** No server is asked. */
    static ServedKeys none(InstantSource clock) {
        UpstreamClient nobody =
                (upstream, request, validator) ->
                        new UpstreamReply.Broken("there is no key server");
        return new ServedKeys(List.of(), nobody, ServedKeyFiles.none(), clock);
    }

    /** The keys that are kept, by the name of their file. */
    Map<String, ServedKeyFiles.Kept> kept() {
        return files.kept();
    }

    /** Has a key asked for soon; waits for nothing. */
    void want(KeyName name) {
        if (servers.isEmpty() || isTooSoon(name)) {
            return;
        }
        lock.lock();
        try {
            if (wanted.size() < MOST_WANTED) {
                wanted.add(name);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isTooSoon(KeyName name) {
        Instant from = notBefore.get(name);
        return from != null && clock.instant().isBefore(from);
    }

    /**
     * Asks for what is wanted, then for what is old, for no longer than a round may take. To be
     * called off the request path.
     */
    void fetch() throws InterruptedException {
        Instant end = clock.instant().plus(ROUND);
        for (Optional<KeyName> next = take(); next.isPresent(); next = take()) {
            ask(next.get());
            if (!clock.instant().isBefore(end)) {
                return;
            }
        }
        for (Fingerprint known : servers.isEmpty() ? Set.<Fingerprint>of() : files.primaries()) {
            KeyName name = KeyName.of(known);
            if (!isTooSoon(name)) {
                ask(name);
            }
            if (!clock.instant().isBefore(end)) {
                return;
            }
        }
    }

    private Optional<KeyName> take() {
        lock.lock();
        try {
            Optional<KeyName> first = wanted.stream().findFirst();
            first.ifPresent(wanted::remove);
            return first;
        } finally {
            lock.unlock();
        }
    }

    private void ask(KeyName name) throws InterruptedException {
        Duration pause = MISSING;
        for (KeyServer server : servers) {
            switch (server.ask(name, client)) {
                case KeyServer.Answer.Found(List<PGPPublicKeyRing> rings) -> {
                    rings.forEach(this::keep);
                    remember(name, FRESH);
                    return;
                }
                case KeyServer.Answer.Missing ignored -> {}
                case KeyServer.Answer.Silent(String why) -> {
                    pause = SILENT;
                    LOG.warn("{} did not tell key {}: {}", server.upstream().name(), name, why);
                }
            }
        }
        remember(name, pause);
    }

    private void remember(KeyName name, Duration pause) {
        if (notBefore.size() >= MOST_REMEMBERED) {
            Instant now = clock.instant();
            notBefore.values().removeIf(from -> !now.isBefore(from));
        }
        if (notBefore.size() < MOST_REMEMBERED) {
            notBefore.put(name, clock.instant().plus(pause));
        }
    }

    private void keep(PGPPublicKeyRing ring) {
        Fingerprint primary = Fingerprint.of(ring.getPublicKey().getFingerprint());
        remember(KeyName.of(primary), FRESH);
        try {
            byte[] bytes = ring.getEncoded();
            Digest digest = Digest.compute(DigestAlgorithm.SHA256, bytes);
            if (files.add(primary, digest, bytes)) {
                LOG.info("a key server told something new of key {}", primary);
            }
        } catch (IOException e) {
            LOG.error("key {} cannot be kept", primary, e);
        }
    }
}
