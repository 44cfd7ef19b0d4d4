package dev.gatehouse.server.store;

import dev.gatehouse.core.advisory.Advisory;
import dev.gatehouse.core.advisory.AdvisorySet;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.store.AdvisoryView;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Imported advisories in RocksDB. */
final class RocksAdvisories implements AdvisoryView {
    private static final int ID = 3;
    private static final byte[] LAST = {(byte) 0xFF};

    private final RocksDatabase database;
    private final RowCodec codec;

    RocksAdvisories(RocksDatabase database, RowCodec codec) {
        this.database = database;
        this.codec = codec;
    }

    @Override
    public Optional<AdvisorySet> current() throws IOException {
        Optional<byte[]> value = database.get(Column.ADVISORIES, AdvisoryRows.CURRENT);
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        codec.read(
                                AdvisoryRows.Current.class,
                                value.get(),
                                AdvisoryRows.Current::set));
    }

    /** A set that was replaced while it was read may have been dropped: then it is read anew. */
    @Override
    public Optional<List<Advisory>> about(PackageName name) throws IOException {
        Optional<AdvisorySet> before = current();
        while (before.isPresent()) {
            List<Advisory> found = read(before.get().id(), name);
            Optional<AdvisorySet> after = current();
            if (after.equals(before)) {
                return Optional.of(found);
            }
            before = after;
        }
        return Optional.empty();
    }

    private List<Advisory> read(String set, PackageName name) throws IOException {
        List<Advisory> found = new ArrayList<>();
        byte[] prefix = Keys.of(set, name.format().value(), name.value());
        try (Cursor cursor = database.below(Column.ADVISORIES, prefix)) {
            for (; cursor.isValid(); cursor.next()) {
                String id = Keys.parts(cursor.key()).get(ID);
                found.add(codec.read(AdvisoryRows.Known.class, cursor.value(), row -> row.of(id)));
            }
        }
        return found;
    }

    @Override
    public List<String> sets() throws IOException {
        List<String> sets = new ArrayList<>();
        byte[] from = Keys.after(AdvisoryRows.CURRENT);
        while (true) {
            try (Cursor cursor = database.cursor(Column.ADVISORIES, LAST).seek(from)) {
                if (!cursor.isValid()) {
                    return sets;
                }
                String set = Keys.parts(cursor.key()).getFirst();
                sets.add(set);
                from = Keys.after(Keys.of(set));
            }
        }
    }
}
