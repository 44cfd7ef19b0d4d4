package dev.gatehouse.server.store;

import dev.gatehouse.core.store.UpstreamIdentity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what an upstream said where its id is not at the front of the key. Only sound on the one
 * thread that writes.
 */
final class UpstreamEraser {
    private static final List<Column> PLACES =
            List.of(Column.PINS, Column.PROVENANCE, Column.PRESENT, Column.ABSENT);

    private final RocksDatabase database;
    private final RowCodec codec;

    UpstreamEraser(RocksDatabase database, RowCodec codec) {
        this.database = database;
        this.codec = codec;
    }

    /**
     * The deletions that erase an upstream.
     *
     * @param earlier the steps before it in the same batch, which the database does not show yet
     */
    List<Op.Delete> deletions(UpstreamIdentity upstream, List<Op> earlier) throws IOException {
        Map<Place, byte[]> written = new HashMap<>();
        for (Op op : earlier) {
            if (op instanceof Op.Put(var column, var key, var value) && PLACES.contains(column)) {
                written.put(new Place(column, Keys.parts(key)), value);
            }
        }
        List<Op.Delete> deletions = new ArrayList<>();
        for (Map.Entry<Place, byte[]> put : written.entrySet()) {
            if (isOf(upstream, put.getKey(), put.getValue())) {
                deletions.add(put.getKey().deletion());
            }
        }
        for (Column column : PLACES) {
            addStored(upstream, column, written.keySet(), deletions);
        }
        return deletions;
    }

    private record Place(Column column, List<String> parts) {
        Op.Delete deletion() {
            return new Op.Delete(column, Keys.of(parts.toArray(String[]::new)));
        }
    }

    /** What is stored, unless the batch has put something else in its place. */
    private void addStored(
            UpstreamIdentity upstream,
            Column column,
            Set<Place> replaced,
            List<Op.Delete> deletions)
            throws IOException {
        byte[] prefix = Keys.of(upstream.repository(), upstream.format());
        try (Cursor cursor = database.below(column, prefix)) {
            for (; cursor.isValid(); cursor.next()) {
                Place place = new Place(column, Keys.parts(cursor.key()));
                if (!replaced.contains(place) && isOf(upstream, place, cursor.value())) {
                    deletions.add(place.deletion());
                }
            }
        }
    }

    private boolean isOf(UpstreamIdentity upstream, Place place, byte[] value) throws IOException {
        List<String> parts = place.parts();
        if (!parts.get(0).equals(upstream.repository().value())
                || !parts.get(1).equals(upstream.format().value())) {
            return false;
        }
        String source =
                place.column() == Column.PINS
                        ? codec.read(Rows.Pin.class, value).owner()
                        : parts.getLast();
        return source.equals(upstream.id().value());
    }
}
