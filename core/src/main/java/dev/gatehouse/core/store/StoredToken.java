package dev.gatehouse.core.store;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.PackageName;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An access token, of which only the hash is kept.
 *
 * @param id a ULID
 * @param name for logs and revocation; of a login's, the user's
 * @param hash the SHA-256 of the token
 * @param repositories names of the repositories that it is bound to; empty: all
 * @param packages the only packages that it may change; empty: all
 */
public record StoredToken(
        String id,
        String name,
        Digest hash,
        Role role,
        Set<String> repositories,
        Instant createdAt,
        Optional<Instant> expiresAt,
        boolean revoked,
        Origin origin,
        Optional<Set<PackageName>> packages) {
    public StoredToken {
        repositories = Set.copyOf(repositories);
        packages = packages.map(Set::copyOf);
    }

    /** How a token came to be. */
    public enum Origin {
        /** An operator made it. */
        MADE,
        /** A user logged in; it is worth what the user is worth, for as long as there is one. */
        LOGIN,
        /** A job proved who it is by an identity of its CI. */
        EXCHANGED
    }

    /** The same token, ended. */
    public StoredToken ended() {
        return new StoredToken(
                id, name, hash, role, repositories, createdAt, expiresAt, true, origin, packages);
    }
}
