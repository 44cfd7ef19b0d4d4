package dev.gatehouse.server.upstream;

import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.upstream.UpstreamRequest.Purpose;

import java.time.Duration;

/** Hears of every request to an upstream, for metrics. Called on the requesting thread. */
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
     * A reply is there; a body is still to be read.
     *
     * @param toHead from the call to the head of the final answer, retries and redirects included
     */
    default void answered(SourceId upstream, Purpose purpose, Outcome outcome, Duration toHead) {}

    /** The body of an answer did not come to a good end. */
    default void bodyBroken(SourceId upstream, Purpose purpose) {}
}
