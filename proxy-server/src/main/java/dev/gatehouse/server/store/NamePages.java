package dev.gatehouse.server.store;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.RepositoryId;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists the names of a column whose keys begin with repository, format and name. */
final class NamePages {
    private static final int NAME = 2;

    private final RocksDatabase database;

    NamePages(RocksDatabase database) {
        this.database = database;
    }

    /** Names in order, each once, after one and at most so many. */
    List<PackageName> list(
            Column column,
            RepositoryId repository,
            FormatId format,
            Optional<PackageName> after,
            int most)
            throws IOException {
        List<PackageName> names = new ArrayList<>();
        try (Cursor cursor = database.below(column, Keys.of(repository, format))) {
            after.ifPresent(name -> skip(cursor, new PackageKey(repository, name)));
            while (names.size() < most && cursor.isValid()) {
                PackageName name = new PackageName(format, Keys.parts(cursor.key()).get(NAME));
                names.add(name);
                skip(cursor, new PackageKey(repository, name));
            }
        }
        return names;
    }

    /** Goes past all entries of that package, however many they are. */
    private static void skip(Cursor cursor, PackageKey key) {
        cursor.seek(Keys.after(Keys.of(key)));
    }
}
