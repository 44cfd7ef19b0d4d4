package dev.gatehouse.config;

import java.util.Optional;

/**
 * What the server tells about its own work, besides logs and metrics.
 *
 * @param traces empty: nothing is traced
 */
public record TelemetryConfig(Optional<TracesConfig> traces) {
    /** Nothing. */
    public static final TelemetryConfig DEFAULTS = new TelemetryConfig(Optional.empty());
}
