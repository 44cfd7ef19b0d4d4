package dev.gatehouse.maven.metadata;

import dev.gatehouse.core.model.Version;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code maven-metadata.xml} says besides versions.
 *
 * @param plugins prefixes of the group that stands at the same path
 * @param snapshots by snapshot version: all that are here, or the one that the document is about
 */
public record MavenMetadata(
        List<Plugin> plugins, Map<Version, Snapshot> snapshots, Optional<Instant> lastUpdated) {
    public MavenMetadata {
        plugins = List.copyOf(plugins);
        snapshots = Map.copyOf(snapshots);
    }
}
