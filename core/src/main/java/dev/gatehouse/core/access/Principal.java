package dev.gatehouse.core.access;

import java.util.Set;

/**
 * Who sends a request.
 *
 * @param name for logs and audit: a token's or user's name, or {@code anonymous}
 * @param role what it may do
 * @param repositories the names of the repositories that the role holds for; empty: all of them
 */
public record Principal(String name, Role role, Set<String> repositories) {
    /** Nobody known; what it may read is for the configuration to say. */
    public static final Principal ANONYMOUS = new Principal("anonymous", Role.NONE, Set.of());

    public Principal {
        repositories = Set.copyOf(repositories);
    }

    /** Whether nobody is known, whatever anybody may do. */
    public boolean isAnonymous() {
        return name.equals(ANONYMOUS.name);
    }

    /** Whether it may act in that repository with at least that role. */
    public boolean may(Role needed, String repository) {
        return role.allows(needed) && (repositories.isEmpty() || repositories.contains(repository));
    }
}
