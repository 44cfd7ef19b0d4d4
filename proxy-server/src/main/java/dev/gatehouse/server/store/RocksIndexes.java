package dev.gatehouse.server.store;

import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.store.IndexView;
import dev.gatehouse.core.store.StoredIndex;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Stored index documents in RocksDB. */
final class RocksIndexes implements IndexView {
    private final RocksDatabase database;
    private final RowCodec codec;
    private final NamePages names;

    RocksIndexes(RocksDatabase database, RowCodec codec) {
        this.database = database;
        this.codec = codec;
        this.names = new NamePages(database);
    }

    @Override
    public Optional<StoredIndex> find(RepositoryId repository, IndexKey key, SourceId source)
            throws IOException {
        Optional<byte[]> value =
                database.get(Column.INDEX_DOCUMENTS, ChangeEncoder.key(repository, key, source));
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        codec.read(
                                Rows.Index.class,
                                value.get(),
                                row -> row.of(repository, key, source)));
    }

    @Override
    public List<PackageName> names(Place place, Optional<PackageName> after, int most)
            throws IOException {
        return names.list(Column.INDEX_DOCUMENTS, place, after, most);
    }
}
