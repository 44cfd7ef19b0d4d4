package dev.gatehouse.server.access;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.store.StoredToken.Origin;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A token that is wanted.
 *
 * @param name for logs, audit and revocation; see {@link AccessName}
 * @param repositories names of the repositories that it is bound to; empty: all
 * @param lifetime for how long it is good; empty: until it is revoked
 * @param origin how it comes to be
 * @param packages the only packages that it may change; empty: all
 */
public record NewToken(
        String name,
        Role role,
        Set<String> repositories,
        Optional<Duration> lifetime,
        Origin origin,
        Optional<Set<PackageName>> packages) {
    public NewToken {
        repositories = Set.copyOf(repositories);
        packages = packages.map(Set::copyOf);
        AccessName.require(name);
        if (role == Role.NONE) {
            throw new IllegalArgumentException("expected one of the roles read, publish and admin");
        }
        if (lifetime.filter(l -> !l.isPositive()).isPresent()) {
            throw new IllegalArgumentException("expected an expiry that lies ahead");
        }
    }

    /** One that an operator makes, bound to no packages. */
    public NewToken(String name, Role role, Set<String> repositories, Optional<Duration> lifetime) {
        this(name, role, repositories, lifetime, Origin.MADE, Optional.empty());
    }

    /** A token that may do everything, everywhere, until it is revoked. */
    public static NewToken admin(String name) {
        return new NewToken(name, Role.ADMIN, Set.of(), Optional.empty());
    }
}
