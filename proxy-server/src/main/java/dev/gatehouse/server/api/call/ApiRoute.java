package dev.gatehouse.server.api.call;

import dev.gatehouse.core.http.Method;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line of the route table.
 *
 * @param pattern segments; one in braces matches any and gets that name: {@code tokens/{token}}
 */
public record ApiRoute(Method method, String pattern, Access access, Endpoint endpoint) {

    /** The variables of a path that this route matches. */
    public Optional<Map<String, String>> match(List<String> path) {
        List<String> wanted = List.of(pattern.split("/"));
        if (wanted.size() != path.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < path.size(); i++) {
            String want = wanted.get(i);
            if (want.startsWith("{")) {
                variables.put(want.substring(1, want.length() - 1), path.get(i));
            } else if (!want.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }

    /** Whether it answers that method; what answers GET answers HEAD. */
    public boolean answers(Method asked) {
        return asked == method || (asked == Method.HEAD && method == Method.GET);
    }
}
