package dev.gatehouse.core.upstream;

import dev.gatehouse.core.http.Method;

import java.net.URI;
import java.util.Optional;

/**
 * A request to one upstream, made from scratch: nothing of the client's request is forwarded.
 *
 * @param location relative to the upstream's URL, or an absolute link from one of its documents
 * @param accept the media types to ask for; the value of {@code Accept}
 * @param payload the body of a POST
 * @param purpose decides deadlines, limits and which redirects may be followed
 */
public record UpstreamRequest(
        Method method, URI location, String accept, Optional<Payload> payload, Purpose purpose) {

    /** What is asked for. */
    public enum Purpose {
        /**
         * A document that decides presence: redirects within the same origin only, short deadline.
         */
        INDEX,
        /** A file: redirects to the origin, its file hosts, or public addresses. */
        FILE,
        /** Anything else that belongs to no decision: keys, search, advisories. */
        SERVICE
    }

    /** The body of a request and its media type. */
    public record Payload(String contentType, String text) {}

    public static UpstreamRequest index(String location, String accept) {
        return new UpstreamRequest(
                Method.GET, URI.create(location), accept, Optional.empty(), Purpose.INDEX);
    }

    public static UpstreamRequest file(URI location) {
        return new UpstreamRequest(Method.GET, location, "*/*", Optional.empty(), Purpose.FILE);
    }

    public static UpstreamRequest service(String location, String accept) {
        return new UpstreamRequest(
                Method.GET, URI.create(location), accept, Optional.empty(), Purpose.SERVICE);
    }
}
