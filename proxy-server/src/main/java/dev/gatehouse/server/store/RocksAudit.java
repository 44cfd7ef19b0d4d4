package dev.gatehouse.server.store;

import dev.gatehouse.core.store.AuditBounds;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.AuditLink;
import dev.gatehouse.core.store.AuditView;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The audit log in RocksDB. */
final class RocksAudit implements AuditView {
    private static final byte[] LAST = {(byte) 0xFF};

    private final RocksDatabase database;
    private final RowCodec codec;

    RocksAudit(RocksDatabase database, RowCodec codec) {
        this.database = database;
        this.codec = codec;
    }

    @Override
    public List<AuditEvent> list(Optional<String> before, int most) throws IOException {
        List<AuditEvent> events = new ArrayList<>();
        byte[] end = before.map(Keys::of).orElse(LAST);
        try (Cursor cursor = database.cursor(Column.AUDIT, end).seekToLast()) {
            for (; events.size() < most && cursor.isValid(); cursor.previous()) {
                String id = Keys.parts(cursor.key()).getFirst();
                events.add(event(id, cursor.value()));
            }
        }
        return events;
    }

    @Override
    public List<AuditLink> links(long after, int most) throws IOException {
        List<AuditLink> links = new ArrayList<>();
        // The keys of positions sort before those of the ends, which begin with letters.
        try (Cursor cursor = database.cursor(Column.AUDIT_CHAIN, Keys.of("a"))) {
            cursor.seek(AuditLedger.key(after + 1));
            for (; links.size() < most && cursor.isValid(); cursor.next()) {
                long position = Long.parseLong(Keys.parts(cursor.key()).getFirst());
                AuditRows.Link row = codec.read(AuditRows.Link.class, cursor.value());
                links.add(
                        new AuditLink(
                                position, row.previous(), row.hash(), row.bytes(), event(row)));
            }
        }
        return links;
    }

    private Optional<AuditEvent> event(AuditRows.Link row) throws IOException {
        Optional<byte[]> value = database.get(Column.AUDIT, Keys.of(row.id()));
        return value.isEmpty() ? Optional.empty() : Optional.of(event(row.id(), value.get()));
    }

    private AuditEvent event(String id, byte[] value) throws IOException {
        return codec.read(Rows.Event.class, value, row -> row.of(id));
    }

    @Override
    public AuditBounds bounds() throws IOException {
        AuditRows.Point start = AuditLedger.start(database, codec).orElse(AuditRows.Point.ZERO);
        AuditRows.Point end = AuditLedger.end(database, codec).orElse(start);
        return new AuditBounds(start.bound(), end.bound(), end.total() - start.total());
    }

    @Override
    public long count() throws IOException {
        long count = 0;
        try (Cursor cursor = database.cursor(Column.AUDIT, LAST).seek(new byte[0])) {
            for (; cursor.isValid(); cursor.next()) {
                count++;
            }
        }
        return count;
    }
}
