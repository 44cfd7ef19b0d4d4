package dev.gatehouse.server.access;

import dev.gatehouse.core.access.Role;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A token that is wanted.
 *
 * @param name for logs, audit and revocation: letters, digits and {@code . _ @ -}, at most 64
 * @param repositories names of the repositories that it is bound to; empty: all
 * @param lifetime for how long it is good; empty: until it is revoked
 */
public record NewToken(
        String name, Role role, Set<String> repositories, Optional<Duration> lifetime) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
    private static final Set<String> RESERVED = Set.of("anonymous", "gatehouse", "local");

    public NewToken {
        repositories = Set.copyOf(repositories);
        if (!NAME.matcher(name).matches() || RESERVED.contains(name)) {
            throw new IllegalArgumentException(
                    "expected a name of 1 to 64 letters, digits and . _ @ -, and none of "
                            + RESERVED.stream().sorted().toList());
        }
        if (role == Role.NONE) {
            throw new IllegalArgumentException("expected one of the roles read, publish and admin");
        }
        if (lifetime.filter(l -> !l.isPositive()).isPresent()) {
            throw new IllegalArgumentException("expected an expiry that lies ahead");
        }
    }

    /** A token that may do everything, everywhere, until it is revoked. */
    public static NewToken admin(String name) {
        return new NewToken(name, Role.ADMIN, Set.of(), Optional.empty());
    }
}
