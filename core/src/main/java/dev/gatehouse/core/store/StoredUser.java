package dev.gatehouse.core.store;

import dev.gatehouse.core.access.Role;

import java.time.Instant;
import java.util.Set;

/**
 * A user with a password, of which only a hash is kept.
 *
 * @param name unique
 * @param password the hash with its parameters and salt, in the form of the PHC strings ({@code
 *     $argon2id$v=19$…})
 * @param repositories names of the repositories that the role holds for; empty: all
 */
public record StoredUser(
        String name, String password, Role role, Set<String> repositories, Instant createdAt) {
    public StoredUser {
        repositories = Set.copyOf(repositories);
    }

    /** Without the hash, which could be guessed at. */
    @Override
    public String toString() {
        return "StoredUser[" + name + ", " + role + ", " + repositories + "]";
    }
}
