package dev.gatehouse.server.filter;

import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.HttpDates;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts one range out of a full answer (RFC 9110, section 14): 206, or 416 when it lies beyond the
 * end. Several ranges, malformed ones and those whose {@code If-Range} does not hold get the whole;
 * so does who asks for a part of what is still coming, because only its end says that it is right.
 * Pure.
 */
public final class Ranges {
    private Ranges() {}

    /** The answer itself, or a part of it. Only a 200 to GET with a known length is cut. */
    public static Response apply(RequestHead request, Response full) {
        long length = full.body().length();
        boolean whole = length >= 0 && !(full.body() instanceof Body.Growing);
        if (request.method() != Method.GET || full.status() != 200 || !whole) {
            return full;
        }
        Response offered = full.with("accept-ranges", "bytes");
        Optional<ByteRange> range = request.headers().first("range").flatMap(ByteRange::parse);
        if (range.isEmpty() || !holds(request.headers(), full.headers())) {
            return offered;
        }
        return range.get().isSatisfiable(length)
                ? part(offered, range.get(), length)
                : beyond(length);
    }

    private static boolean holds(Headers asked, Headers given) {
        Optional<String> condition = asked.first("if-range");
        if (condition.isEmpty()) {
            return true;
        }
        String value = condition.get();
        if (value.startsWith("\"") || value.startsWith("W/")) {
            EntityTags wanted = EntityTags.of(List.of(value));
            return given.first("etag").map(wanted::matchStrongly).orElse(false);
        }
        Optional<Instant> date = HttpDates.parse(value);
        Optional<Instant> modified = given.first("last-modified").flatMap(HttpDates::parse);
        return date.isPresent() && date.equals(modified);
    }

    private static Response part(Response full, ByteRange range, long length) {
        long from = range.from(length);
        long to = range.to(length);
        Headers headers =
                full.headers()
                        .with("content-range", "bytes " + from + "-" + (to - 1) + "/" + length);
        return Response.of(206, headers, cut(full.body(), from, to - from));
    }

    private static Response beyond(long length) {
        return Response.text(416, "the range lies beyond the end\n")
                .with("content-range", "bytes */" + length);
    }

    private static Body cut(Body body, long from, long length) {
        return switch (body) {
            case Body.Memory memory -> new Body.Memory(cut(memory.segments(), from, length));
            case Body.FileRange file ->
                    new Body.FileRange(file.path(), file.offset() + from, length);
            case Body.Growing growing ->
                    throw new IllegalArgumentException("what is not whole yet is not cut");
            case Body.Live _ -> throw new IllegalArgumentException("live content has no ranges");
        };
    }

    private static List<ByteBuffer> cut(List<ByteBuffer> segments, long from, long length) {
        List<ByteBuffer> parts = new ArrayList<>();
        long start = 0;
        for (ByteBuffer segment : segments) {
            long end = start + segment.remaining();
            long first = Math.max(start, from);
            long last = Math.min(end, from + length);
            if (first < last) {
                int offset = segment.position() + (int) (first - start);
                parts.add(segment.slice(offset, (int) (last - first)));
            }
            start = end;
        }
        return parts;
    }
}
