package dev.gatehouse.core.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Delta debugging: takes away what a failure does not need. */
final class Shrinker {
    private Shrinker() {}

    /** A part of the list that still fails, and from which nothing more can be left out. */
    static <T> List<T> shrink(List<T> failing, Predicate<List<T>> fails) {
        var rest = failing;
        for (var chunk = Math.max(1, rest.size() / 2); chunk >= 1; chunk /= 2) {
            int before;
            do {
                before = rest.size();
                rest = withoutChunks(rest, chunk, fails);
            } while (rest.size() < before);
        }
        return rest;
    }

    private static <T> List<T> withoutChunks(List<T> failing, int chunk, Predicate<List<T>> fails) {
        var rest = failing;
        for (var from = 0; from < rest.size(); ) {
            var less = new ArrayList<>(rest.subList(0, from));
            less.addAll(rest.subList(Math.min(rest.size(), from + chunk), rest.size()));
            if (fails.test(less)) {
                rest = less;
            } else {
                from += chunk;
            }
        }
        return rest;
    }
}
