package dev.gatehouse.server.access;

import dev.gatehouse.config.Secret;
import dev.gatehouse.core.access.Role;

import java.util.Set;

/**
 * A user that is wanted.
 *
 * @param name see {@link AccessName}
 * @param repositories names of the repositories that the role holds for; empty: all
 * @param password {@value #LEAST} to {@value #MOST} characters that do not begin as a token does
 */
public record NewUser(String name, Role role, Set<String> repositories, Secret password) {
    private static final int LEAST = 8;
    private static final int MOST = 256;

    public NewUser {
        repositories = Set.copyOf(repositories);
        AccessName.require(name);
        if (role == Role.NONE) {
            throw new IllegalArgumentException("expected one of the roles read, publish and admin");
        }
    }

    /** Whether that can be a password. */
    public static boolean isPassword(String text) {
        long length = text.codePoints().count();
        return length >= LEAST && length <= MOST && !TokenText.isOurs(text);
    }
}
