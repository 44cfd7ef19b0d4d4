package dev.gatehouse.server.store;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.store.IndexView;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists the names of a column whose keys begin with repository and format. */
final class NamePages {
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
        return list(
                column,
                new Shelf(List.of(repository.value(), format.value()), format),
                after,
                most);
    }

    /** The same for a column whose keys have the source before the name. */
    List<PackageName> list(
            Column column, IndexView.Place place, Optional<PackageName> after, int most)
            throws IOException {
        Shelf shelf =
                new Shelf(
                        List.of(
                                place.repository().value(),
                                place.format().value(),
                                place.source().value()),
                        place.format());
        return list(column, shelf, after, most);
    }

    /** What stands before the names in the keys. */
    private record Shelf(List<String> parts, FormatId format) {
        byte[] prefix() {
            return Keys.of(parts.toArray(String[]::new));
        }

        byte[] key(PackageName name) {
            return Keys.of(
                    Stream.concat(parts.stream(), Stream.of(name.value())).toArray(String[]::new));
        }

        PackageName name(byte[] key) throws IOException {
            return new PackageName(format, Keys.parts(key).get(parts.size()));
        }
    }

    private List<PackageName> list(
            Column column, Shelf shelf, Optional<PackageName> after, int most) throws IOException {
        List<PackageName> names = new ArrayList<>();
        try (Cursor cursor = database.below(column, shelf.prefix())) {
            after.ifPresent(name -> cursor.seek(Keys.after(shelf.key(name))));
            while (names.size() < most && cursor.isValid()) {
                PackageName name = shelf.name(cursor.key());
                names.add(name);
                // past all entries of that name, however many they are
                cursor.seek(Keys.after(shelf.key(name)));
            }
        }
        return names;
    }
}
