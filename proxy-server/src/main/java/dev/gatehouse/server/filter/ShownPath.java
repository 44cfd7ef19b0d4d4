package dev.gatehouse.server.filter;

import dev.gatehouse.core.http.RequestHead;

import java.util.List;
import java.util.stream.Collectors;

/** A request's path as it may be written down: less any token in it, and without the query. */
public final class ShownPath {
    private static final int SHORTEST_SECRET = 12;

    private ShownPath() {}

    /** npm's logout has the token in its path. */
    public static String of(RequestHead head) {
        List<String> segments = head.target().segments();
        if (segments.stream().noneMatch(s -> isSecret(s, head))) {
            return head.target().raw();
        }
        return segments.stream()
                .map(s -> isSecret(s, head) ? "***" : s)
                .collect(Collectors.joining("/", "/", ""));
    }

    /** What looks like a token of ours, and what the request presents as one. */
    private static boolean isSecret(String segment, RequestHead head) {
        boolean ours = segment.startsWith("gh_") && segment.length() >= SHORTEST_SECRET;
        return ours
                || (segment.length() >= SHORTEST_SECRET
                        && (head.headers().first("x-api-key").filter(segment::equals).isPresent()
                                || head.headers()
                                        .first("authorization")
                                        .filter(value -> value.endsWith(" " + segment))
                                        .isPresent()));
    }
}
