package dev.gatehouse.core.http;

import java.net.URI;

/**
 * A request without its body.
 *
 * @param publicBase what links in the answer begin with: scheme, authority and perhaps a path, with
 *     a last slash; from configuration, or the request's own host where that is allowed
 * @param remote the address of the client, for logs and limits
 */
public record RequestHead(
        Method method, Target target, Headers headers, URI publicBase, String remote) {
    /** The same head with another target: what a router hands to the handler below it. */
    public RequestHead at(Target below, URI base) {
        return new RequestHead(method, below, headers, base, remote);
    }
}
