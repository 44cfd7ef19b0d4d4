package dev.gatehouse.server.store;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.store.IdentityView;
import dev.gatehouse.core.store.ManagedRepository;
import dev.gatehouse.core.store.ManagedView;
import dev.gatehouse.core.store.RepositoryIdentity;
import dev.gatehouse.core.store.StoredToken;
import dev.gatehouse.core.store.StoredUser;
import dev.gatehouse.core.store.UpstreamIdentity;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Permanent ids, tokens, users and managed repositories in RocksDB. */
final class RocksIdentities implements IdentityView, ManagedView {
    private final RocksDatabase database;
    private final RowCodec codec;

    RocksIdentities(RocksDatabase database, RowCodec codec) {
        this.database = database;
        this.codec = codec;
    }

    @Override
    public List<RepositoryIdentity> repositories() throws IOException {
        return all(
                Column.REPOSITORIES,
                (key, value) -> {
                    RepositoryId id = new RepositoryId(key.getFirst());
                    return codec.read(
                            Rows.Repository.class,
                            value,
                            row -> new RepositoryIdentity(id, row.name(), row.createdAt()));
                });
    }

    @Override
    public List<UpstreamIdentity> upstreams(RepositoryId repository) throws IOException {
        return all(
                Column.UPSTREAMS,
                (key, value) -> {
                    FormatId format = new FormatId(key.get(1));
                    SourceId id = new SourceId(key.getLast());
                    return codec.read(
                            Rows.Upstream.class, value, row -> row.of(repository, format, id));
                },
                repository.value());
    }

    @Override
    public List<StoredToken> tokens() throws IOException {
        return all(
                Column.TOKENS,
                (key, value) ->
                        codec.read(AccessRows.Token.class, value, row -> row.of(key.getFirst())));
    }

    @Override
    public Map<String, Instant> tokenUses() throws IOException {
        Map<String, Instant> uses = new HashMap<>();
        try (Cursor cursor = database.below(Column.TOKEN_USES, Keys.of())) {
            for (; cursor.isValid(); cursor.next()) {
                Rows.Seen seen = codec.read(Rows.Seen.class, cursor.value());
                uses.put(Keys.parts(cursor.key()).getFirst(), seen.at());
            }
        }
        return uses;
    }

    @Override
    public List<StoredUser> users() throws IOException {
        return all(
                Column.USERS,
                (key, value) ->
                        codec.read(AccessRows.User.class, value, row -> row.of(key.getFirst())));
    }

    @Override
    public List<ManagedRepository> all() throws IOException {
        return all(
                Column.MANAGED,
                (key, value) -> codec.read(ManagedRow.class, value, row -> row.of(key.getFirst())));
    }

    private interface Reader<T> {
        T read(List<String> key, byte[] value) throws IOException;
    }

    private <T> List<T> all(Column column, Reader<T> reader, String... prefix) throws IOException {
        List<T> all = new ArrayList<>();
        try (Cursor cursor = database.below(column, Keys.of(prefix))) {
            for (; cursor.isValid(); cursor.next()) {
                all.add(reader.read(Keys.parts(cursor.key()), cursor.value()));
            }
        }
        return all;
    }
}
