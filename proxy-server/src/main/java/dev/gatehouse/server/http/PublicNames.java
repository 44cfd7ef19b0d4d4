package dev.gatehouse.server.http;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Under which names clients reach the server.
 *
 * @param publicUrl what links begin with, with a last slash; when given, it holds whatever a
 *     request says
 * @param allowedHosts other hosts, with or without a port, that a request may name
 * @param ownHosts hosts that stand for one repository each; links to them keep them, even when
 *     there is a public URL
 * @param trustedProxies whose {@code X-Forwarded-*} fields are believed
 */
public record PublicNames(
        Optional<URI> publicUrl,
        Set<String> allowedHosts,
        Set<String> ownHosts,
        List<AddressRange> trustedProxies) {
    public PublicNames {
        publicUrl = publicUrl.map(PublicNames::slashed);
        allowedHosts = Set.copyOf(allowedHosts);
        ownHosts = Set.copyOf(ownHosts);
        trustedProxies = List.copyOf(trustedProxies);
    }

    private static URI slashed(URI url) {
        return url.toString().endsWith("/") ? url : URI.create(url + "/");
    }

    /** Loopback names only, and no proxy in front. */
    public static PublicNames loopback() {
        return new PublicNames(Optional.empty(), Set.of(), Set.of(), List.of());
    }
}
