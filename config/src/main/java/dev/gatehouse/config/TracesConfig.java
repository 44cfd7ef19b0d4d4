package dev.gatehouse.config;

import java.net.URI;
import java.util.Map;

/**
 * Where traces go.
 *
 * @param endpoint takes OTLP over HTTP, the path of its traces included
 * @param sample the share of requests that are traced, from 0 to 1
 * @param headers sent with each export
 */
public record TracesConfig(URI endpoint, double sample, Map<String, Secret> headers) {
    /** The share where none is written: every request. */
    public static final double EVERY_REQUEST = 1.0;

    public TracesConfig {
        headers = Map.copyOf(headers);
        if (!(sample >= 0 && sample <= 1)) {
            throw new IllegalArgumentException("expected a share from 0 to 1, found " + sample);
        }
    }
}
