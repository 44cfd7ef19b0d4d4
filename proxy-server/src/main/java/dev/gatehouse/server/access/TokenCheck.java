package dev.gatehouse.server.access;

import dev.gatehouse.core.access.Principal;

/** What a presented token is worth. */
public sealed interface TokenCheck {
    /** It is good, for that sender. */
    record Good(Principal principal) implements TokenCheck {}

    /**
     * It is not.
     *
     * @param reason for the sender; tells of no token but the presented one
     */
    record Bad(String reason) implements TokenCheck {}
}
