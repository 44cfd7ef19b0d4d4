package dev.gatehouse.core.upstream;

import dev.gatehouse.core.http.Headers;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.OptionalLong;

/** What came of asking an upstream. Only {@link Missing} says that the thing is not there. */
public sealed interface UpstreamReply extends AutoCloseable {

    @Override
    default void close() throws IOException {}

    /**
     * 200, with a body that is still to be read. Reading fails with {@link BrokenBodyException}
     * when the body is cut off, over its limit, too slow or wrongly coded.
     *
     * @param url where the body came from, after redirects: what relative links in it are resolved
     *     against
     * @param length the declared length of the body in bytes after content codings, when known
     */
    record Found(Headers headers, URI url, OptionalLong length, InputStream body)
            implements UpstreamReply {
        /** Gives the connection back, or ends it when the body was not read to its end. */
        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    /** 304 to a request that carried a validator. */
    record NotModified(Headers headers) implements UpstreamReply {}

    /** 404 or 410: the upstream says that it does not have it. */
    record Missing(int status) implements UpstreamReply {}

    /**
     * The upstream answered and declined: 401, 403, 407, 408, 429, a redirect that may not be
     * followed, or any other status that is none of the above.
     */
    record Refused(int status, String reason) implements UpstreamReply {}

    /** No usable answer: time-out, connection, TLS or DNS failure, 5xx, malformed, breaker open. */
    record Broken(String reason) implements UpstreamReply {}
}
