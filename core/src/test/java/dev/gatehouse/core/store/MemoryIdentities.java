package dev.gatehouse.core.store;

import dev.gatehouse.core.model.RepositoryId;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Permanent ids, tokens and users, in memory. */
record MemoryIdentities(MemoryAudit.Guard guard, MemoryTables tables) implements IdentityView {
    @Override
    public List<RepositoryIdentity> repositories() throws IOException {
        return guard.read(() -> List.copyOf(tables.repositories.values()));
    }

    @Override
    public List<UpstreamIdentity> upstreams(RepositoryId repository) throws IOException {
        return guard.read(
                () ->
                        tables.upstreams.values().stream()
                                .filter(u -> u.repository().equals(repository))
                                .toList());
    }

    @Override
    public List<StoredToken> tokens() throws IOException {
        return guard.read(() -> List.copyOf(tables.tokens.values()));
    }

    @Override
    public Map<String, Instant> tokenUses() throws IOException {
        return guard.read(() -> Map.copyOf(tables.tokenUses));
    }

    @Override
    public List<StoredUser> users() throws IOException {
        return guard.read(() -> List.copyOf(tables.users.values()));
    }
}
