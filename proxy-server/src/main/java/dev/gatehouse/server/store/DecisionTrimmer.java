package dev.gatehouse.server.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Finds what no entry of the decision log needs once the log is shorter. Only sound on the one
 * thread that writes.
 */
final class DecisionTrimmer {
    private final RocksDatabase database;

    DecisionTrimmer(RocksDatabase database) {
        this.database = database;
    }

    /**
     * The inputs that no entry needs when those before that id are gone. An input is called after
     * the first entry that needs it, so no later one has to be looked at.
     *
     * @param earlier the steps before it in the same batch, which the database does not show yet
     */
    List<Op.DeleteAll> unused(String before, List<Op> earlier) throws IOException {
        NavigableMap<String, String> latest = new TreeMap<>();
        try (Cursor cursor = database.cursor(Column.DECISION_INPUTS, Keys.of(before))) {
            for (cursor.seek(Keys.of()); cursor.isValid(); cursor.next()) {
                note(cursor.key(), latest);
            }
        }
        for (Op op : earlier) {
            if (op instanceof Op.Put(var column, var key, var _)
                    && column == Column.DECISION_INPUTS) {
                note(key, latest);
            }
        }
        List<Op.DeleteAll> unused = new ArrayList<>();
        for (Map.Entry<String, String> input : latest.headMap(before, false).entrySet()) {
            if (input.getValue().compareTo(before) < 0) {
                unused.add(new Op.DeleteAll(Column.DECISION_INPUTS, Keys.of(input.getKey())));
            }
        }
        return unused;
    }

    private static void note(byte[] key, Map<String, String> latest) throws IOException {
        List<String> parts = Keys.parts(key);
        String entry = parts.size() == 1 ? "" : parts.get(1);
        latest.merge(parts.getFirst(), entry, (a, b) -> a.compareTo(b) < 0 ? b : a);
    }
}
