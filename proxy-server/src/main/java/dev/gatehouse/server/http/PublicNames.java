package dev.gatehouse.server.http;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Under which names clients reach the server.
 *
 * @param publicUrl what links begin with; when given, it holds whatever a request says
 * @param allowedHosts other hosts, with or without a port, that a request may name
 * @param trustedProxies whose {@code X-Forwarded-*} fields are believed
 */
public record PublicNames(
        Optional<URI> publicUrl, Set<String> allowedHosts, List<AddressRange> trustedProxies) {
    public PublicNames {
        allowedHosts = Set.copyOf(allowedHosts);
        trustedProxies = List.copyOf(trustedProxies);
    }

    /** Loopback names only, and no proxy in front. */
    public static PublicNames loopback() {
        return new PublicNames(Optional.empty(), Set.of(), List.of());
    }
}
