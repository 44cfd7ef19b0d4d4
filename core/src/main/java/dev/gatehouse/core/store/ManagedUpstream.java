package dev.gatehouse.core.store;

import dev.gatehouse.core.model.FormatId;

import java.time.Instant;

/**
 * An upstream of a {@link ManagedRepository}.
 *
 * @param slug what the management API calls it, whatever becomes of its name and URL. It is not the
 *     source's id: another URL is another source, and nothing that is known of the one may be said
 *     of the other
 * @param revision counts its changes, from 1
 * @param definition in the form in which a file declares it, its secrets included
 */
public record ManagedUpstream(
        String slug,
        FormatId format,
        long revision,
        String definition,
        Instant createdAt,
        Instant updatedAt) {}
