package dev.gatehouse.core.store;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.model.ItemState;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.RepositoryId;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What is laid upon items, in memory. */
record MemoryStates(Reader reader, MemoryTables tables) implements StateView {
    /** Reads under the store's lock. */
    interface Reader {
        <T> T read(Supplier<T> work) throws IOException;
    }

    @Override
    public List<ItemState> of(PackageKey key) throws IOException {
        tables.statesRead.incrementAndGet();
        return reader.read(
                () ->
                        tables.states.values().stream()
                                .filter(s -> s.item().key().equals(key))
                                .toList());
    }

    @Override
    public List<FileUse> uses(PackageKey key) throws IOException {
        return reader.read(
                () -> tables.fileUses.stream().filter(u -> u.key().equals(key)).toList());
    }

    @Override
    public List<PackageName> names(
            RepositoryId repository, FormatId format, Optional<PackageName> after, int most)
            throws IOException {
        return reader.read(
                () -> {
                    var keys = tables.states.keySet().stream().map(ItemKey::key);
                    return MemoryTables.page(
                            MemoryTables.names(keys, repository, format), after, most);
                });
    }
}
