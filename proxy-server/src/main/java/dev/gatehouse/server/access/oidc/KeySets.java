package dev.gatehouse.server.access.oidc;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;

import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.upstream.UpstreamClient;
import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.core.upstream.UpstreamRequest;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The keys of issuers, asked for over the client of upstreams (its limits, deadlines and rules of
 * addresses), and kept for a while. A key that is not among them makes them be asked for again, at
 * most twice a minute. Thread-safe.
 */
final class KeySets {
    private static final Logger LOG = LoggerFactory.getLogger(KeySets.class);
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration USABLE = Duration.ofHours(24);
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final long PATIENCE_SECONDS = 15;
    private static final int MOST_BYTES = 256 << 10;

    private final UpstreamClient client;
    private final InstantSource clock;
    private final ConcurrentMap<SourceId, Kept> kept = new ConcurrentHashMap<>();
    private final ReentrantLock asking = new ReentrantLock();

    KeySets(UpstreamClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    private record Kept(JWKSet keys, Instant asked, Instant got) {}

    /** The keys among which that one should be. */
    JWKSet of(Publisher publisher, @Nullable String key)
            throws RejectedException, InterruptedException {
        Kept known = kept.get(publisher.reach().id());
        if (known != null && isEnough(known, key)) {
            return known.keys();
        }
        if (!asking.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new RejectedException("the issuer's keys are not to be had in time");
        }
        try {
            Kept since = kept.get(publisher.reach().id());
            boolean renewed = since != null && !since.equals(known);
            return since != null && renewed && isEnough(since, key)
                    ? since.keys()
                    : renew(publisher, since);
        } finally {
            asking.unlock();
        }
    }

    private boolean isEnough(Kept known, @Nullable String key) {
        Instant now = clock.instant();
        boolean paused = now.isBefore(known.asked().plus(PAUSE)) && !now.isBefore(known.asked());
        boolean fresh = now.isBefore(known.got().plus(FRESH)) && !now.isBefore(known.got());
        boolean has = key == null || known.keys().getKeyByKeyId(key) != null;
        return paused || (fresh && has);
    }

    /** Keys that cannot be had anew are used on for a day: issuers have their bad hours. */
    private JWKSet renew(Publisher publisher, @Nullable Kept before)
            throws RejectedException, InterruptedException {
        Instant now = clock.instant();
        try {
            JWKSet keys = ask(publisher);
            kept.put(publisher.reach().id(), new Kept(keys, now, now));
            return keys;
        } catch (IOException | ParseException e) {
            LOG.warn("The keys of {} cannot be had: {}", publisher.issuer(), e.getMessage());
            if (before == null || !now.isBefore(before.got().plus(USABLE))) {
                throw new RejectedException("the issuer's keys cannot be had", e);
            }
            kept.put(publisher.reach().id(), new Kept(before.keys(), now, before.got()));
            return before.keys();
        }
    }

    private JWKSet ask(Publisher publisher)
            throws IOException, ParseException, InterruptedException {
        String place =
                publisher.keys().isPresent()
                        ? publisher.keys().get().toString()
                        : discovered(publisher);
        return JWKSet.parse(read(publisher, place));
    }

    /** OpenID Connect Discovery 1.0, section 4. */
    private String discovered(Publisher publisher)
            throws IOException, ParseException, InterruptedException {
        var document =
                JSONObjectUtils.parse(
                        read(publisher, ".well-known/openid-configuration"), MOST_BYTES);
        if (!publisher.issuer().equals(JSONObjectUtils.getString(document, "issuer"))) {
            throw new IOException("its openid-configuration is another issuer's");
        }
        return Optional.ofNullable(JSONObjectUtils.getString(document, "jwks_uri"))
                .orElseThrow(() -> new IOException("its openid-configuration names no keys"));
    }

    private String read(Publisher publisher, String place)
            throws IOException, InterruptedException {
        UpstreamRequest request;
        try {
            request = UpstreamRequest.service(place, "application/json");
        } catch (IllegalArgumentException e) {
            throw new IOException("it names a place that is no URL", e);
        }
        try (UpstreamReply reply = client.fetch(publisher.reach(), request, Optional.empty())) {
            return switch (reply) {
                case UpstreamReply.Found found -> {
                    byte[] bytes = found.body().readNBytes(MOST_BYTES + 1);
                    if (bytes.length > MOST_BYTES) {
                        throw new IOException("more than 256 KiB");
                    }
                    yield new String(bytes, StandardCharsets.UTF_8);
                }
                case UpstreamReply.Missing(int status) -> throw new IOException("status " + status);
                case UpstreamReply.Refused(int status, String reason) ->
                        throw new IOException("status " + status + ", " + reason);
                case UpstreamReply.Broken(String reason) -> throw new IOException(reason);
                case UpstreamReply.NotModified _ -> throw new IOException("not modified");
            };
        }
    }
}
