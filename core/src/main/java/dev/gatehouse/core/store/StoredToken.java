package dev.gatehouse.core.store;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.model.Digest;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An access token, of which only the hash is kept.
 *
 * @param id a ULID
 * @param hash the SHA-256 of the token
 * @param repositories names of the repositories that it is bound to; empty: all
 */
public record StoredToken(
        String id,
        String name,
        Digest hash,
        Role role,
        Set<String> repositories,
        Instant createdAt,
        Optional<Instant> expiresAt,
        boolean revoked) {
    public StoredToken {
        repositories = Set.copyOf(repositories);
    }
}
