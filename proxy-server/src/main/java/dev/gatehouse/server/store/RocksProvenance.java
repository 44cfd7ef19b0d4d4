package dev.gatehouse.server.store;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Provenance;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.store.ProvenanceView;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Provenance in RocksDB. */
final class RocksProvenance implements ProvenanceView {
    private final RocksDatabase database;
    private final RowCodec codec;
    private final NamePages names;

    RocksProvenance(RocksDatabase database, RowCodec codec) {
        this.database = database;
        this.codec = codec;
        this.names = new NamePages(database);
    }

    @Override
    public List<Provenance> of(PackageKey key) throws IOException {
        List<Provenance> found = new ArrayList<>();
        try (Cursor cursor = database.below(Column.PROVENANCE, Keys.of(key))) {
            for (; cursor.isValid(); cursor.next()) {
                SourceId source = new SourceId(Keys.parts(cursor.key()).getLast());
                found.add(
                        codec.read(Rows.Origin.class, cursor.value(), row -> row.of(key, source)));
            }
        }
        return found;
    }

    @Override
    public List<Provenance> list(
            RepositoryId repository, FormatId format, Optional<PackageName> after, int most)
            throws IOException {
        List<Provenance> found = new ArrayList<>();
        for (PackageName name : names.list(Column.PROVENANCE, repository, format, after, most)) {
            found.addAll(of(new PackageKey(repository, name)));
        }
        return found;
    }
}
