package dev.gatehouse.config;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Jobs of a CI that may exchange the identity that the CI gives them for a token.
 *
 * @param name for logs and the audit log
 * @param issuer who makes identities out, exactly as in their {@code iss}
 * @param keys where its keys are, if not where it says itself
 * @param audience for whom identities must be made out
 * @param claims what an identity must say besides, by the names of the claims
 * @param repositories where the token is good
 * @param packages by format the only packages that the token may change; empty: all
 */
public record TrustedPublisher(
        String name,
        URI issuer,
        Optional<URI> keys,
        String audience,
        Map<String, String> claims,
        PublisherRole role,
        List<RepositoryName> repositories,
        Map<FormatName, List<String>> packages) {
    public TrustedPublisher {
        claims = Map.copyOf(claims);
        repositories = List.copyOf(repositories);
        packages = Map.copyOf(packages);
    }
}
