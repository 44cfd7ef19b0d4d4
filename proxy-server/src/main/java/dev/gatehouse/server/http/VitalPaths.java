package dev.gatehouse.server.http;

import dev.gatehouse.core.http.Target;

import java.util.List;

/**
 * Health and metrics: they answer even when the server is full, and under any host name, because a
 * watcher asks by address.
 */
public final class VitalPaths {
    private VitalPaths() {}

    /** Whether a path is one of them. */
    public static boolean include(Target target) {
        List<String> segments = target.segments();
        return segments.size() >= 2
                && segments.getFirst().equals("-")
                && (segments.get(1).equals("health") || segments.get(1).equals("metrics"));
    }
}
