package dev.gatehouse.server.filter;

import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.HttpDates;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Conditions of a read, judged by the validators of its full answer, in the order of RFC 9110,
 * section 13.2.2; pure, so that event loops may call it.
 */
public final class Preconditions {
    private static final Set<String> KEPT =
            Set.of(
                    "cache-control",
                    "content-location",
                    "date",
                    "etag",
                    "expires",
                    "last-modified",
                    "vary");

    private Preconditions() {}

    /** The answer itself, or 304 or 412 in its place. Only a 200 to GET or HEAD is judged. */
    public static Response apply(RequestHead request, Response full) {
        if (!request.method().isRead() || full.status() != 200) {
            return full;
        }
        Headers asked = request.headers();
        Optional<String> tag = full.headers().first("etag");
        Optional<Instant> modified =
                full.headers().first("last-modified").flatMap(HttpDates::parse);
        if (hasChanged(asked, tag, modified)) {
            return failed(full);
        }
        return isKnown(asked, tag, modified) ? notModified(full) : full;
    }

    private static boolean hasChanged(
            Headers asked, Optional<String> tag, Optional<Instant> modified) {
        List<String> match = asked.all("if-match");
        if (!match.isEmpty()) {
            return !tag.map(EntityTags.of(match)::matchStrongly).orElse(isAny(match));
        }
        Optional<Instant> since = asked.first("if-unmodified-since").flatMap(HttpDates::parse);
        return since.isPresent() && modified.map(m -> m.isAfter(since.get())).orElse(true);
    }

    /**
     * A date counts only if it is that of the answer, as with {@code If-Range}: a document of which
     * a source has lost its say can become older, and a client that has the newer one must not be
     * told that nothing has changed.
     */
    private static boolean isKnown(
            Headers asked, Optional<String> tag, Optional<Instant> modified) {
        List<String> noneMatch = asked.all("if-none-match");
        if (!noneMatch.isEmpty()) {
            return tag.map(EntityTags.of(noneMatch)::matchWeakly).orElse(isAny(noneMatch));
        }
        Optional<Instant> since = asked.first("if-modified-since").flatMap(HttpDates::parse);
        return since.isPresent() && since.equals(modified);
    }

    private static boolean isAny(List<String> values) {
        return values.stream().anyMatch(value -> value.strip().equals("*"));
    }

    private static Response notModified(Response full) {
        List<Headers.Field> kept =
                full.headers().fields().stream().filter(f -> KEPT.contains(f.name())).toList();
        return Response.of(304, Headers.of(kept), Body.EMPTY);
    }

    private static Response failed(Response full) {
        Response failed = Response.text(412, "the resource is not what the request expects\n");
        return full.headers().first("etag").map(tag -> failed.with("etag", tag)).orElse(failed);
    }
}
