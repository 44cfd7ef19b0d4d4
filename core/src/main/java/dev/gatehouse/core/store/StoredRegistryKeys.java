package dev.gatehouse.core.store;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.signature.RegistryKeys;

import java.time.Instant;

/**
 * The keys that an upstream told when it was asked last.
 *
 * @param readAt when that was
 */
public record StoredRegistryKeys(
        RepositoryId repository,
        FormatId format,
        SourceId source,
        RegistryKeys keys,
        Instant readAt) {}
