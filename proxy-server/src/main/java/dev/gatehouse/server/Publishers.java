package dev.gatehouse.server;

import dev.gatehouse.config.FormatConfig;
import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.PublisherRole;
import dev.gatehouse.config.RepositoryName;
import dev.gatehouse.config.TrustedPublisher;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.upstream.Mode;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.server.access.oidc.Publisher;
import dev.gatehouse.server.upstream.UpstreamLimits;
import dev.gatehouse.server.upstream.UpstreamSettings;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns configured trusted publishers into those that the exchange knows. */
final class Publishers {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final long MOST_BYTES = 1 << 20;

    private Publishers() {}

    static List<Publisher> of(List<TrustedPublisher> configured, List<ServedFormat> formats) {
        return configured.stream().map(c -> publisher(c, formats)).toList();
    }

    private static Publisher publisher(TrustedPublisher config, List<ServedFormat> formats) {
        return new Publisher(
                config.name(),
                config.issuer().toString(),
                config.keys(),
                upstream(config),
                config.audience(),
                config.claims(),
                config.role() == PublisherRole.READ ? Role.READ : Role.PUBLISH,
                config.repositories().stream()
                        .map(RepositoryName::value)
                        .collect(Collectors.toUnmodifiableSet()),
                packages(config, formats));
    }

    private static Optional<Set<PackageName>> packages(
            TrustedPublisher config, List<ServedFormat> formats) {
        if (config.packages().isEmpty()) {
            return Optional.empty();
        }
        Set<PackageName> names = new HashSet<>();
        for (ServedFormat format : formats) {
            FormatName name = format.name();
            var adapter = format.make().apply(FormatConfig.DEFAULTS);
            config.packages().getOrDefault(name, List.of()).stream()
                    .map(adapter::name)
                    .forEach(names::add);
        }
        return Optional.of(names);
    }

    /** How their issuers are reached, by ids that no upstream has. */
    static Map<SourceId, UpstreamSettings> reach(List<TrustedPublisher> configured) {
        UpstreamLimits limits =
                UpstreamLimits.DEFAULT
                        .withTimeouts(DEADLINE, DEADLINE, DEADLINE)
                        .withSizes(MOST_BYTES, MOST_BYTES, MOST_BYTES)
                        .withConnections(2);
        Map<SourceId, UpstreamSettings> reach = new HashMap<>();
        configured.forEach(c -> reach.put(id(c), UpstreamSettings.of(root(c)).with(limits)));
        return reach;
    }

    private static SourceId id(TrustedPublisher config) {
        return new SourceId("oidc-" + config.name());
    }

    private static URI root(TrustedPublisher config) {
        return config.keys()
                .map(keys -> keys.resolve("/"))
                .orElseGet(() -> URI.create(config.issuer() + "/"));
    }

    private static Upstream upstream(TrustedPublisher config) {
        return new Upstream(
                id(config),
                "issuer " + config.name(),
                root(config),
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
