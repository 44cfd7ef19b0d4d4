package dev.gatehouse.server;

import dev.gatehouse.config.KeyServerConfig;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.upstream.Mode;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.server.pgp.KeyServer;
import dev.gatehouse.server.pgp.KeyServer.Way;
import dev.gatehouse.server.upstream.UpstreamLimits;
import dev.gatehouse.server.upstream.UpstreamSettings;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How configured key servers are reached: as upstreams are, by ids that none of these has. */
final class KeyServers {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final long MOST_BYTES = 1 << 20;
    private static final int DIGITS = 32;

    private KeyServers() {}

    static List<KeyServer> of(List<KeyServerConfig> configured) {
        return configured.stream()
                .map(c -> new KeyServer(upstream(c), c.hkp() ? Way.HKP : Way.VKS))
                .toList();
    }

    static Map<SourceId, UpstreamSettings> reach(List<KeyServerConfig> configured) {
        UpstreamLimits limits =
                UpstreamLimits.DEFAULT
                        .withTimeouts(DEADLINE, DEADLINE, DEADLINE)
                        .withSizes(MOST_BYTES, MOST_BYTES, MOST_BYTES)
                        .withConnections(2);
        Map<SourceId, UpstreamSettings> reach = new HashMap<>();
        configured.forEach(c -> reach.put(id(c), UpstreamSettings.of(c.url()).with(limits)));
        return reach;
    }

    private static SourceId id(KeyServerConfig config) {
        byte[] url = config.url().toString().getBytes(StandardCharsets.UTF_8);
        return new SourceId(
                "keys-" + Digest.compute(DigestAlgorithm.SHA256, url).hex().substring(0, DIGITS));
    }

    private static Upstream upstream(KeyServerConfig config) {
        return new Upstream(
                id(config),
                "key server " + config.url().getAuthority(),
                config.url(),
                Trust.UNTRUSTED,
                Mode.PROXY_ONLY,
                true,
                Optional.empty(),
                Duration.ZERO,
                Duration.ZERO,
                DEADLINE,
                true);
    }
}
