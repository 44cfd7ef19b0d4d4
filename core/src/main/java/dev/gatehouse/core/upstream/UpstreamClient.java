package dev.gatehouse.core.upstream;

import java.util.Optional;

/**
 * Asks upstreams. Blocking; any number of threads. Deadlines, retries, redirects, the circuit
 * breaker and credentials are its own business, so a reply is final.
 */
public interface UpstreamClient {
    /**
     * Asks one upstream for one document or file. Every failure to get an answer is a {@link
     * UpstreamReply.Broken}, never an exception.
     *
     * @param validator makes the request conditional; without one {@code NotModified} never comes
     *     back
     * @throws InterruptedException when the calling thread is interrupted while it waits
     */
    UpstreamReply fetch(Upstream upstream, UpstreamRequest request, Optional<Validator> validator)
            throws InterruptedException;
}
