package dev.gatehouse.server.api.call;

import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.Target;

import java.util.Map;
import java.util.Optional;

/**
 * One call of a route.
 *
 * @param variables the path's segments by the names that the route gives them
 */
public record ApiCall(Request request, Map<String, String> variables) {
    private static final int MOST_ITEMS = 1000;
    private static final int ITEMS = 100;

    /** Whether a path is the management API's; at a repository's own host it may be another's. */
    public static boolean isAt(Target target) {
        return !target.segments().isEmpty() && target.segments().getFirst().equals("api");
    }

    /** A part of the path. */
    public String variable(String name) {
        return Optional.ofNullable(variables.get(name)).orElse("");
    }

    /** A query parameter that is there and not empty. */
    public Optional<String> parameter(String name) {
        return request.head().target().parameter(name).filter(v -> !v.isEmpty());
    }

    /** A query parameter that is there, be it empty: a number or time that is empty is none. */
    public Optional<String> sent(String name) {
        return request.head().target().parameter(name);
    }

    /** A query parameter that must be there. */
    public String required(String name) {
        return parameter(name)
                .orElseThrow(() -> ApiException.invalid(name, "This parameter is required."));
    }

    /** How many items a list may have. */
    public int limit() {
        String text = sent("limit").orElse(Integer.toString(ITEMS));
        if (!text.matches("[1-9]\\d{0,3}") || Integer.parseInt(text) > MOST_ITEMS) {
            throw ApiException.invalid("limit", "expected a number from 1 to " + MOST_ITEMS);
        }
        return Integer.parseInt(text);
    }

    /** Who calls. */
    public String by() {
        return request.principal().name();
    }
}
