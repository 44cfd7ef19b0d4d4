package dev.gatehouse.server.http;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Response;

import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/**
 * Writes the heads of responses: framing is decided here alone, and every answer carries the fields
 * that keep a browser from running what a package holds. Safe for threads.
 */
final class ResponseHeads {
    private static final Set<String> OURS =
            Set.of("connection", "content-length", "date", "keep-alive", "transfer-encoding");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private record Stamp(long second, String text) {}

    private final InstantSource clock;
    private volatile Stamp stamp = new Stamp(Long.MIN_VALUE, "");

    ResponseHeads(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether such a response may have a body. */
    static boolean hasBody(Inbound request, Response response) {
        return request.head().method() != Method.HEAD
                && response.status() != 204
                && response.status() != 304;
    }

    /** Whether the end of the body can be told without closing the connection. */
    static boolean isFramed(Inbound request, Response response) {
        return request.wire().minor() == 1
                || !hasBody(request, response)
                || response.body().length() >= 0;
    }

    /** The head; {@code keep}: whether the connection stays open after it. */
    HttpResponse head(Inbound request, Response response, boolean keep) {
        DefaultHttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status(response));
        fields(head, response, keep);
        length(head, request, response);
        if (keep && request.wire().minor() == 0) {
            head.headers().set("connection", "keep-alive");
        }
        return head;
    }

    /** The head of an answer to what was not a request. */
    HttpResponse refusal(Response response) {
        DefaultHttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status(response));
        fields(head, response, false);
        head.headers().set("content-length", response.body().length());
        return head;
    }

    private void fields(DefaultHttpResponse head, Response response, boolean keep) {
        Headers given = response.headers();
        given.forEach(
                (name, value) -> {
                    if (!OURS.contains(name)) {
                        head.headers().add(name, value);
                    }
                });
        head.headers().set("date", date());
        head.headers().set("x-content-type-options", "nosniff");
        if (!given.has("content-security-policy")) {
            head.headers().set("content-security-policy", "sandbox; default-src 'none'");
        }
        if (!keep) {
            head.headers().set("connection", "close");
        }
    }

    private static void length(DefaultHttpResponse head, Inbound request, Response response) {
        if (response.status() == 204 || response.status() == 304) {
            return;
        }
        long length = response.body().length();
        boolean silent = request.head().method() == Method.HEAD && length == 0;
        if (silent && response.headers().has("content-length")) {
            // Who answers HEAD by itself knows the length of what GET would give.
            head.headers()
                    .set("content-length", response.headers().first("content-length").orElse("0"));
        } else if (length >= 0) {
            head.headers().set("content-length", length);
        } else if (request.wire().minor() == 1) {
            head.headers().set("transfer-encoding", "chunked");
        }
    }

    private static HttpResponseStatus status(Response response) {
        int code = response.status();
        return response.reason()
                .map(text -> new HttpResponseStatus(code, text))
                .orElseGet(() -> HttpResponseStatus.valueOf(code));
    }

    private String date() {
        Instant now = clock.instant();
        Stamp last = stamp;
        if (last.second() != now.getEpochSecond()) {
            last = new Stamp(now.getEpochSecond(), DATE.format(now));
            stamp = last;
        }
        return last.text();
    }
}
