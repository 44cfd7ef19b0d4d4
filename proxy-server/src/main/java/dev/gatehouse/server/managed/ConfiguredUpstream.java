package dev.gatehouse.server.managed;

import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.UpstreamConfig;
import dev.gatehouse.config.report.Place;

import java.time.Instant;
import java.util.Optional;

/**
 * An upstream as it is configured now.
 *
 * @param slug what the management API calls it
 * @param revision counts the changes of a managed one; 0 for a declared one
 * @param declaredAt where the file declares it; empty for a managed one
 * @param createdAt empty where nobody wrote it down
 */
public record ConfiguredUpstream(
        FormatName format,
        String slug,
        UpstreamConfig config,
        long revision,
        Optional<Place> declaredAt,
        Optional<Instant> createdAt,
        Optional<Instant> updatedAt) {}
