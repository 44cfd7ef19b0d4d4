package dev.gatehouse.server.managed;

import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.RepositoryConfig;
import dev.gatehouse.config.report.Place;
import dev.gatehouse.core.model.RepositoryId;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A repository as it is configured now.
 *
 * @param revision counts the changes of a managed one; 0 for a declared one
 * @param declaredAt where the file declares it; empty for a managed one
 */
public record ConfiguredRepository(
        RepositoryId id,
        RepositoryConfig config,
        String title,
        String description,
        long revision,
        Optional<Place> declaredAt,
        Instant createdAt,
        Instant updatedAt,
        List<ConfiguredUpstream> upstreams) {
    public ConfiguredRepository {
        upstreams = List.copyOf(upstreams);
    }

    public String name() {
        return config.name().value();
    }

    /** The upstreams of one format, in the order of their declaration or creation. */
    public List<ConfiguredUpstream> upstreams(FormatName format) {
        return upstreams.stream().filter(u -> u.format() == format).toList();
    }

    /** The upstream that the management API calls so. */
    public Optional<ConfiguredUpstream> upstream(FormatName format, String slug) {
        return upstreams(format).stream().filter(u -> u.slug().equals(slug)).findFirst();
    }
}
