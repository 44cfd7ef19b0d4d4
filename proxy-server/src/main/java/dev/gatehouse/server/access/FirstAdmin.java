package dev.gatehouse.server.access;

import dev.gatehouse.config.Secret;
import dev.gatehouse.core.access.Role;

import java.io.IOException;
import java.util.Optional;

/** The token with which everything begins. */
public final class FirstAdmin {
    private static final String NAME = "admin";

    private FirstAdmin() {}

    /** Makes it; empty when there is an administrator's token already. */
    public static Optional<Secret> make(TokenBook tokens) throws IOException {
        boolean any =
                tokens.list().stream()
                        .anyMatch(
                                t ->
                                        t.name().equals(NAME)
                                                || (t.role() == Role.ADMIN && !t.revoked()));
        return any
                ? Optional.empty()
                : Optional.of(tokens.create(NewToken.admin(NAME), "gatehouse").text());
    }
}
