package dev.gatehouse.server.access.oidc;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.upstream.Upstream;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Jobs that may exchange their identity for a token.
 *
 * @param issuer exactly as in {@code iss}
 * @param keys where the issuer's key set is, if not where it says itself
 * @param reach by which the issuer is asked for its keys
 * @param claims what an identity must say
 * @param repositories where the token is good
 * @param packages the only packages that it may change; empty: all
 */
public record Publisher(
        String name,
        String issuer,
        Optional<URI> keys,
        Upstream reach,
        String audience,
        Map<String, String> claims,
        Role role,
        Set<String> repositories,
        Optional<Set<PackageName>> packages) {
    public Publisher {
        claims = Map.copyOf(claims);
        repositories = Set.copyOf(repositories);
        packages = packages.map(Set::copyOf);
    }

    /** Whether it may change that package. */
    boolean covers(PackageName name) {
        return packages.map(all -> all.contains(name)).orElse(true);
    }
}
