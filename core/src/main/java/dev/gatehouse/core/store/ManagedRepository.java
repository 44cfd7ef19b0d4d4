package dev.gatehouse.core.store;

import dev.gatehouse.core.model.RepositoryId;

import java.time.Instant;
import java.util.List;

/**
 * A repository that is managed while the server runs instead of being declared in its file.
 *
 * @param title what people call it; clients go by its name
 * @param revision counts the changes of everything but its upstreams, from 1
 * @param definition all but its upstreams, in the form in which a file declares it
 * @param upstreams in the order of their creation
 */
public record ManagedRepository(
        RepositoryId id,
        String name,
        String title,
        String description,
        long revision,
        String definition,
        List<ManagedUpstream> upstreams,
        Instant createdAt,
        Instant updatedAt) {
    public ManagedRepository {
        upstreams = List.copyOf(upstreams);
    }
}
