package dev.gatehouse.server.store;

import dev.gatehouse.core.policy.Exemption;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.store.PolicyView;
import dev.gatehouse.core.store.StoredDecision;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Policies, exemptions and the decision log in RocksDB. */
final class RocksPolicies implements PolicyView {
    private static final byte[] LAST = {(byte) 0xFF};

    private final RocksDatabase database;
    private final RowCodec codec;

    RocksPolicies(RocksDatabase database, RowCodec codec) {
        this.database = database;
        this.codec = codec;
    }

    @Override
    public List<Policy> policies() throws IOException {
        List<Policy> policies = new ArrayList<>();
        try (Cursor cursor = database.below(Column.POLICIES, Keys.of())) {
            for (; cursor.isValid(); cursor.next()) {
                String id = Keys.parts(cursor.key()).getFirst();
                if (!id.isEmpty()) {
                    policies.add(codec.read(PolicyRow.class, cursor.value(), row -> row.of(id)));
                }
            }
        }
        return policies;
    }

    @Override
    public List<Exemption> exemptions() throws IOException {
        List<Exemption> exemptions = new ArrayList<>();
        try (Cursor cursor = database.below(Column.EXEMPTIONS, Keys.of())) {
            for (; cursor.isValid(); cursor.next()) {
                String id = Keys.parts(cursor.key()).getFirst();
                exemptions.add(
                        codec.read(PolicyRows.Exempted.class, cursor.value(), row -> row.of(id)));
            }
        }
        return exemptions;
    }

    @Override
    public Optional<StoredDecision> decision(String id) throws IOException {
        Optional<byte[]> value = database.get(Column.DECISIONS, Keys.of(id));
        return value.isEmpty() ? Optional.empty() : Optional.of(decision(id, value.get()));
    }

    private StoredDecision decision(String id, byte[] value) throws IOException {
        return codec.read(PolicyRows.Decision.class, value, row -> row.of(id));
    }

    @Override
    public Optional<String> input(String id) throws IOException {
        Optional<byte[]> value = database.get(Column.DECISION_INPUTS, Keys.of(id));
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(codec.read(PolicyRows.Input.class, value.get()).json());
    }

    @Override
    public List<StoredDecision> decisions(Optional<String> after, boolean newestFirst, int most)
            throws IOException {
        return newestFirst ? newest(after, most) : oldest(after, most);
    }

    private List<StoredDecision> newest(Optional<String> after, int most) throws IOException {
        List<StoredDecision> found = new ArrayList<>();
        byte[] end = after.map(Keys::of).orElse(LAST);
        try (Cursor cursor = database.cursor(Column.DECISIONS, end).seekToLast()) {
            for (; found.size() < most && cursor.isValid(); cursor.previous()) {
                found.add(decision(Keys.parts(cursor.key()).getFirst(), cursor.value()));
            }
        }
        return found;
    }

    private List<StoredDecision> oldest(Optional<String> after, int most) throws IOException {
        List<StoredDecision> found = new ArrayList<>();
        byte[] start = after.map(id -> Keys.after(Keys.of(id))).orElseGet(Keys::of);
        try (Cursor cursor = database.cursor(Column.DECISIONS, LAST).seek(start)) {
            for (; found.size() < most && cursor.isValid(); cursor.next()) {
                found.add(decision(Keys.parts(cursor.key()).getFirst(), cursor.value()));
            }
        }
        return found;
    }

    @Override
    public Optional<String> judgedFor() throws IOException {
        Optional<byte[]> value = database.get(Column.POLICIES, PolicyRows.JUDGED_FOR);
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(codec.read(PolicyRows.Judged.class, value.get()).generation());
    }
}
