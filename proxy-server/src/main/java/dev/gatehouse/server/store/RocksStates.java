package dev.gatehouse.server.store;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.ItemState;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.store.FileUse;
import dev.gatehouse.core.store.StateView;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Quarantine, tags and how often files were served, in RocksDB. */
final class RocksStates implements StateView {
    private static final int VERSION = 3;
    private static final int FILE = 4;
    private static final int USED_FILE = 3;

    private final RocksDatabase database;
    private final RowCodec codec;
    private final NamePages names;

    RocksStates(RocksDatabase database, RowCodec codec) {
        this.database = database;
        this.codec = codec;
        this.names = new NamePages(database);
    }

    @Override
    public List<ItemState> of(PackageKey key) throws IOException {
        List<ItemState> found = new ArrayList<>();
        try (Cursor cursor = database.below(Column.STATES, Keys.of(key))) {
            for (; cursor.isValid(); cursor.next()) {
                List<String> parts = Keys.parts(cursor.key());
                found.add(
                        codec.read(
                                Rows.State.class,
                                cursor.value(),
                                row -> row.of(key, parts.get(VERSION), parts.get(FILE))));
            }
        }
        return found;
    }

    @Override
    public List<FileUse> uses(PackageKey key) throws IOException {
        List<FileUse> found = new ArrayList<>();
        try (Cursor cursor = database.below(Column.FILE_USES, Keys.of(key))) {
            for (; cursor.isValid(); cursor.next()) {
                FileName file = new FileName(Keys.parts(cursor.key()).get(USED_FILE));
                found.add(
                        codec.read(
                                Rows.Used.class,
                                cursor.value(),
                                row -> new FileUse(key, file, row.count(), row.lastAt())));
            }
        }
        return found;
    }

    @Override
    public List<PackageName> names(
            RepositoryId repository, FormatId format, Optional<PackageName> after, int most)
            throws IOException {
        return names.list(Column.STATES, repository, format, after, most);
    }
}
