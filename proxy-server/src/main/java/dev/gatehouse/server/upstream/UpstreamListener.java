package dev.gatehouse.server.upstream;

import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.upstream.UpstreamRequest.Purpose;

import java.net.URI;
import java.time.Duration;
import java.util.OptionalInt;

/** Hears of every request to an upstream. Called on the requesting thread; must not throw. */
public interface UpstreamListener {
    /** Hears nothing. */
    UpstreamListener NONE = new UpstreamListener() {};

    /** How a request ended, by the type of its reply. */
    enum Outcome {
        FOUND,
        NOT_MODIFIED,
        MISSING,
        REFUSED,
        BROKEN
    }

    /**
     * One request on the wire: each attempt at each step of a redirect is one.
     *
     * @param url where it went; its query may hold secrets
     * @param status of its answer; empty when none came
     * @param failure why none came, in words that begin with the kind of it; else empty
     */
    record Attempted(URI url, OptionalInt status, String failure) {}

    /** A request was sent, or could not be; called before the call of which it is part is over. */
    default void attempted(SourceId upstream, Attempted attempted) {}

    /**
     * A reply is there; a body is still to be read.
     *
     * @param toHead from the call to the head of the final answer, retries and redirects included
     */
    default void answered(SourceId upstream, Purpose purpose, Outcome outcome, Duration toHead) {}

    /** The body of an answer did not come to a good end. */
    default void bodyBroken(SourceId upstream, Purpose purpose) {}
}
