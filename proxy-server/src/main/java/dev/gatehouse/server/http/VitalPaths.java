package dev.gatehouse.server.http;

import dev.gatehouse.core.http.Target;

import java.util.List;

/**
 * What answers even when the server is full, and under any host name: a watcher asks by address.
 */
final class VitalPaths {
    private VitalPaths() {}

    static boolean include(Target target) {
        List<String> segments = target.segments();
        return segments.size() >= 2
                && segments.getFirst().equals("-")
                && (segments.get(1).equals("health") || segments.get(1).equals("metrics"));
    }
}
