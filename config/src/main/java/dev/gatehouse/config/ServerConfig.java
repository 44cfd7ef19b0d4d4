package dev.gatehouse.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The front of the server.
 *
 * @param publicUrl what documents link to, with a last slash; without it the request's own Host, if
 *     that is loopback or one of {@code allowedHosts}
 * @param allowedHosts hosts that documents may link to when there is no public URL
 * @param trustedProxies from which addresses forwarding headers are believed
 * @param defaultNpmRepository answers root-relative npm calls; without it the only npm repository
 */
public record ServerConfig(
        ListenAddress listen,
        Optional<URI> publicUrl,
        List<HostName> allowedHosts,
        List<AddressRange> trustedProxies,
        Optional<TlsConfig> tls,
        ServerLimits limits,
        Optional<RepositoryName> defaultNpmRepository) {
    /** A server for this machine alone. */
    public static final ServerConfig DEFAULTS =
            new ServerConfig(
                    ListenAddress.parse("127.0.0.1:4283"),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    ServerLimits.DEFAULTS,
                    Optional.empty());

    public ServerConfig {
        allowedHosts = List.copyOf(allowedHosts);
        trustedProxies = List.copyOf(trustedProxies);
    }
}
