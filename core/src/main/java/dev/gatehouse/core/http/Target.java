package dev.gatehouse.core.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The target of a request, validated and decoded once.
 *
 * @param segments the path's segments, each percent-decoded by itself: {@code /a%2fb/c} is {@code
 *     [a/b, c]}. No segment is empty, {@code .} or {@code ..}, holds a percent sign, a backslash or
 *     a control character
 * @param directory whether the path ended in a slash
 * @param query decoded parameters in order of their first appearance, each with all its values
 * @param raw the path as it came, for logs only: never a key
 */
public record Target(
        List<String> segments, boolean directory, Map<String, List<String>> query, String raw) {
    public Target {
        segments = List.copyOf(segments);
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
    }

    /** The first value of a query parameter. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).map(List::getFirst);
    }

    /** The same target below the first {@code count} segments. */
    public Target below(int count) {
        return new Target(segments.subList(count, segments.size()), directory, query, raw);
    }
}
