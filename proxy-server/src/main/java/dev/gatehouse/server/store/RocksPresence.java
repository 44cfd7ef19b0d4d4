package dev.gatehouse.server.store;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.store.PresenceView;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What trusted upstreams were seen to have, in RocksDB. */
final class RocksPresence implements PresenceView {
    private final RocksDatabase database;
    private final RowCodec codec;
    private final NamePages names;

    RocksPresence(RocksDatabase database, RowCodec codec) {
        this.database = database;
        this.codec = codec;
        this.names = new NamePages(database);
    }

    @Override
    public Map<SourceId, Instant> present(PackageKey key) throws IOException {
        return seen(Column.PRESENT, key);
    }

    @Override
    public Map<SourceId, Instant> absent(PackageKey key) throws IOException {
        return seen(Column.ABSENT, key);
    }

    @Override
    public List<PackageName> presentNames(
            RepositoryId repository, FormatId format, Optional<PackageName> after, int most)
            throws IOException {
        return names.list(Column.PRESENT, repository, format, after, most);
    }

    private Map<SourceId, Instant> seen(Column column, PackageKey key) throws IOException {
        Map<SourceId, Instant> seen = new LinkedHashMap<>();
        try (Cursor cursor = database.below(column, Keys.of(key))) {
            for (; cursor.isValid(); cursor.next()) {
                SourceId source = new SourceId(Keys.parts(cursor.key()).getLast());
                seen.put(source, codec.read(Rows.Seen.class, cursor.value(), Rows.Seen::at));
            }
        }
        return seen;
    }
}
