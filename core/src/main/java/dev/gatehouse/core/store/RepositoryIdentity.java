package dev.gatehouse.core.store;

import dev.gatehouse.core.model.RepositoryId;

import java.time.Instant;

/** Which permanent id a declared repository has. */
public record RepositoryIdentity(RepositoryId id, String name, Instant createdAt) {}
