package dev.gatehouse.core.http;

import java.util.Optional;

/**
 * A response.
 *
 * @param reason the reason phrase where it says more than the status does; ASCII, at most 120
 *     characters
 */
public record Response(int status, Optional<String> reason, Headers headers, Body body) {
    private static final int MOST_REASON = 120;

    public Response {
        reason = reason.map(Response::phrase);
    }

    public static Response of(int status, Headers headers, Body body) {
        return new Response(status, Optional.empty(), headers, body);
    }

    public static Response text(int status, String text) {
        return of(status, Headers.of("content-type", "text/plain; charset=utf-8"), Body.of(text));
    }

    public static Response json(int status, String json) {
        return of(status, Headers.of("content-type", "application/json"), Body.of(json));
    }

    public Response with(String header, String value) {
        return new Response(status, reason, headers.with(header, value), body);
    }

    public Response because(String text) {
        return new Response(status, Optional.of(text), headers, body);
    }

    public Response with(Body other) {
        return new Response(status, reason, headers, other);
    }

    private static String phrase(String text) {
        String ascii = text.replaceAll("[^\\x20-\\x7e]", "?");
        return ascii.length() <= MOST_REASON ? ascii : ascii.substring(0, MOST_REASON - 3) + "...";
    }
}
