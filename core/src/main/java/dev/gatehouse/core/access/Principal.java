package dev.gatehouse.core.access;

import dev.gatehouse.core.model.PackageName;

import java.util.Optional;
import java.util.Set;

/**
 * Who sends a request.
 *
 * @param name for logs and audit: a token's or user's name, or {@code anonymous}
 * @param role what it may do
 * @param repositories the names of the repositories that the role holds for; empty: all of them
 * @param packages the only packages that it may change; empty: all of them
 */
public record Principal(
        String name, Role role, Set<String> repositories, Optional<Set<PackageName>> packages) {
    /** Nobody known; what it may read is for the configuration to say. */
    public static final Principal ANONYMOUS = new Principal("anonymous", Role.NONE, Set.of());

    public Principal {
        repositories = Set.copyOf(repositories);
        packages = packages.map(Set::copyOf);
    }

    /** One that is bound to no packages. */
    public Principal(String name, Role role, Set<String> repositories) {
        this(name, role, repositories, Optional.empty());
    }

    /** Whether nobody is known, whatever anybody may do. */
    public boolean isAnonymous() {
        return name.equals(ANONYMOUS.name);
    }

    /** Whether it may act in that repository with at least that role. */
    public boolean may(Role needed, String repository) {
        return role.allows(needed) && (repositories.isEmpty() || repositories.contains(repository));
    }

    /** Whether it may change that package, wherever its role lets it change any. */
    public boolean mayChange(PackageName name) {
        return packages.map(bound -> bound.contains(name)).orElse(true);
    }
}
