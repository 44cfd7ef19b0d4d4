package dev.gatehouse.server.upstream;

import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.upstream.Mode;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.core.upstream.UpstreamRequest;
import dev.gatehouse.core.upstream.Validator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/** A client with one upstream, names that a test decides, and what its listener heard. */
final class TestedClient implements AutoCloseable {
    static final Duration PRESENCE = Duration.ofSeconds(20);
    private static final SourceId ID = new SourceId("upstream");

    final List<UpstreamListener.Outcome> heard = new CopyOnWriteArrayList<>();
    final List<String> broken = new CopyOnWriteArrayList<>();
    final List<String> lookups = new CopyOnWriteArrayList<>();
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final HttpUpstreamClient client;
    private final UpstreamSettings settings;
    private Duration presence = PRESENCE;

    TestedClient(UpstreamSettings settings) {
        this(settings, ProxySettings.NONE);
    }

    TestedClient(UpstreamSettings settings, ProxySettings proxies) {
        this.settings = settings;
        var around =
                new Surroundings(
                        "Gatehouse/test",
                        proxies,
                        this::resolve,
                        listener(),
                        System::nanoTime,
                        RandomGenerator.getDefault());
        this.client = new HttpUpstreamClient(Map.of(ID, settings), around);
    }

    static TestedClient of(URI url) {
        return new TestedClient(UpstreamSettings.of(url));
    }

    /** No name but these is found. */
    TestedClient knowing(String name, String address) {
        names.put(name, address);
        return this;
    }

    TestedClient withPresenceTimeout(Duration limit) {
        presence = limit;
        return this;
    }

    HttpUpstreamClient client() {
        return client;
    }

    void reload(UpstreamSettings other) {
        client.reload(Map.of(ID, other));
    }

    UpstreamReply index(String location) throws InterruptedException {
        return fetch(UpstreamRequest.index(location, "application/json"), Optional.empty());
    }

    UpstreamReply index(String location, Validator validator) throws InterruptedException {
        return fetch(UpstreamRequest.index(location, "application/json"), Optional.of(validator));
    }

    UpstreamReply file(String location) throws InterruptedException {
        return fetch(UpstreamRequest.file(URI.create(location)), Optional.empty());
    }

    UpstreamReply fetch(UpstreamRequest request, Optional<Validator> validator)
            throws InterruptedException {
        var upstream =
                new Upstream(
                        ID,
                        "tested",
                        settings.url(),
                        Trust.TRUSTED,
                        Mode.CACHE,
                        true,
                        Optional.empty(),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(5),
                        presence,
                        true);
        return client.fetch(upstream, request, validator);
    }

    /** The body of what must be found, read to its end. */
    static String text(UpstreamReply reply) throws IOException {
        if (!(reply instanceof UpstreamReply.Found found)) {
            throw new AssertionError("not found but " + reply);
        }
        try (found) {
            return new String(found.body().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private List<InetAddress> resolve(String host, Duration limit) throws UnknownHostException {
        lookups.add(host);
        String address = names.getOrDefault(host, host);
        try {
            return List.of(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException e) {
            throw new UnknownHostException(host);
        }
    }

    private UpstreamListener listener() {
        return new UpstreamListener() {
            @Override
            public void answered(
                    SourceId upstream,
                    UpstreamRequest.Purpose purpose,
                    Outcome outcome,
                    Duration toHead) {
                heard.add(outcome);
            }

            @Override
            public void bodyBroken(SourceId upstream, UpstreamRequest.Purpose purpose) {
                broken.add(upstream.value());
            }
        };
    }
}
