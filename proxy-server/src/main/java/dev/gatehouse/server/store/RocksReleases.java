package dev.gatehouse.server.store;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.ReleaseView;
import dev.gatehouse.core.store.StoredFile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Local names, stored files and pins in RocksDB. */
final class RocksReleases implements ReleaseView {
    private static final int VERSION = 3;

    private final RocksDatabase database;
    private final RowCodec codec;
    private final NamePages names;

    RocksReleases(RocksDatabase database, RowCodec codec) {
        this.database = database;
        this.codec = codec;
        this.names = new NamePages(database);
    }

    @Override
    public Optional<LocalPackage> local(PackageKey key) throws IOException {
        Optional<byte[]> value = database.get(Column.RELEASES, Keys.of(key));
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(codec.read(Rows.Local.class, value.get(), row -> row.of(key)));
    }

    @Override
    public List<PackageName> localNames(
            RepositoryId repository, FormatId format, Optional<PackageName> after, int most)
            throws IOException {
        return names.list(Column.LOCAL_NAMES, repository, format, after, most);
    }

    @Override
    public List<PackageName> storedNames(
            RepositoryId repository, FormatId format, Optional<PackageName> after, int most)
            throws IOException {
        return names.list(Column.FILES, repository, format, after, most);
    }

    @Override
    public Optional<StoredFile> file(PackageKey key, Version version, FileName file)
            throws IOException {
        byte[] id = Keys.of(key, version.value(), file.value());
        Optional<byte[]> value = database.get(Column.FILES, id);
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(codec.read(Rows.File.class, value.get(), row -> row.of(key)));
    }

    @Override
    public List<StoredFile> files(PackageKey key) throws IOException {
        List<StoredFile> files = new ArrayList<>();
        try (Cursor cursor = database.below(Column.FILES, Keys.of(key))) {
            for (; cursor.isValid(); cursor.next()) {
                files.add(codec.read(Rows.File.class, cursor.value(), row -> row.of(key)));
            }
        }
        return files;
    }

    @Override
    public Map<Version, SourceId> pins(PackageKey key) throws IOException {
        Map<Version, SourceId> pins = new LinkedHashMap<>();
        try (Cursor cursor = database.below(Column.PINS, Keys.of(key))) {
            for (; cursor.isValid(); cursor.next()) {
                Version version = new Version(Keys.parts(cursor.key()).get(VERSION));
                pins.put(
                        version,
                        codec.read(
                                Rows.Pin.class, cursor.value(), row -> new SourceId(row.owner())));
            }
        }
        return pins;
    }
}
