package dev.gatehouse.core.store;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;

import java.net.URI;
import java.time.Instant;

/**
 * Which permanent id a declared upstream has; its trust is kept so that a change can be audited.
 */
public record UpstreamIdentity(
        RepositoryId repository,
        FormatId format,
        SourceId id,
        String name,
        URI url,
        Trust trust,
        Instant changedAt) {}
