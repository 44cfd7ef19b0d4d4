package dev.gatehouse.core.http;

import dev.gatehouse.core.access.Principal;

/**
 * A request whose sender is known; before authentication the sender is {@link Principal#ANONYMOUS}.
 */
public record Request(RequestHead head, RequestBody body, Principal principal) {
    public Request by(Principal sender) {
        return new Request(head, body, sender);
    }

    public Request at(RequestHead below) {
        return new Request(below, body, principal);
    }
}
