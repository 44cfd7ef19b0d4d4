package dev.gatehouse.core.format;

import dev.gatehouse.core.http.RequestHead;

import java.util.Optional;

/**
 * The requests about credentials that a format's clients send to the root of the host, whatever the
 * path of their registry is. Pure.
 */
@FunctionalInterface
public interface RootCalls {
    /** What that request is; empty when it is none of these. */
    Optional<AccountCall> at(RequestHead head);
}
