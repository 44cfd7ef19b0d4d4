package dev.gatehouse.server.upstream;

import dev.gatehouse.core.upstream.UpstreamRequest;
import dev.gatehouse.core.upstream.Validator;

import java.util.Optional;

/**
 * One URL to ask on the way to an answer, already allowed by {@link Egress}.
 *
 * @param known whether credentials and the upstream's headers go with it: only at the own origin,
 *     and only if no step before led away from it
 */
record Hop(
        UpstreamUrl url,
        Egress.Reach reach,
        boolean known,
        UpstreamRequest request,
        Optional<Validator> validator,
        Budget budget) {

    /**
     * Times on the clock of {@link Surroundings}, in nanoseconds.
     *
     * @param headBy when the head of the final answer must be there
     * @param wholeBy when the body must be over
     */
    record Budget(long headBy, long wholeBy) {}
}
