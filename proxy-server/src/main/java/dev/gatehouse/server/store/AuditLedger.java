package dev.gatehouse.server.store;

import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.AuditLink;

import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

import java.io.IOException;
import java.util.Optional;

/**
 * Writes the chain of the audit log: each entry gets its position and hash here, in the one order
 * in which the committer writes. For the committer's thread, once it runs.
 */
final class AuditLedger {
    private static final byte[] START = Keys.of("start");
    private static final byte[] END = Keys.of("end");
    private static final byte[] LAST = {(byte) 0xFF};
    private static final int AT_ONCE = 1000;

    private final RocksDatabase database;
    private final RowCodec codec;
    private AuditRows.Point written = AuditRows.Point.ZERO;
    private AuditRows.Point end = AuditRows.Point.ZERO;

    private AuditLedger(RocksDatabase database, RowCodec codec) {
        this.database = database;
        this.codec = codec;
    }

    /** The ledger of a database; events from before there was a chain are chained now. */
    static AuditLedger open(RocksDatabase database, RowCodec codec) throws IOException {
        AuditLedger ledger = new AuditLedger(database, codec);
        Optional<AuditRows.Point> known = end(database, codec);
        if (known.isPresent()) {
            ledger.written = known.get();
            ledger.end = known.get();
        } else {
            ledger.adopt();
        }
        return ledger;
    }

    static Optional<AuditRows.Point> start(RocksDatabase database, RowCodec codec)
            throws IOException {
        return point(database, codec, START);
    }

    static Optional<AuditRows.Point> end(RocksDatabase database, RowCodec codec)
            throws IOException {
        return point(database, codec, END);
    }

    private static Optional<AuditRows.Point> point(
            RocksDatabase database, RowCodec codec, byte[] key) throws IOException {
        Optional<byte[]> value = database.get(Column.AUDIT_CHAIN, key);
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(codec.read(AuditRows.Point.class, value.get()));
    }

    /** The key of a position; keys sort as positions do, before those of the ends. */
    static byte[] key(long position) {
        return Keys.of("%019d".formatted(position));
    }

    private void adopt() throws IOException {
        byte[] from = new byte[0];
        boolean more = true;
        while (more) {
            try (WriteBatch batch = new WriteBatch();
                    Cursor events = database.cursor(Column.AUDIT, LAST).seek(from)) {
                int count = 0;
                for (; events.isValid() && count < AT_ONCE; events.next()) {
                    String id = Keys.parts(events.key()).getFirst();
                    byte[] value = events.value();
                    AuditEvent event = codec.read(Rows.Event.class, value, row -> row.of(id));
                    link(batch, id, AuditLink.content(event), value.length);
                    from = Keys.after(events.key());
                    count++;
                }
                more = events.isValid();
                if (count > 0) {
                    database.write(batch, true);
                    written();
                }
            } catch (RocksDBException e) {
                throw new IOException("the audit log cannot be chained: " + e.getMessage(), e);
            }
        }
    }

    /** Adds an event and its link to a batch. */
    void append(WriteBatch batch, Op.Append event) throws RocksDBException, IOException {
        batch.put(database.handle(Column.AUDIT), Keys.of(event.id()), event.value());
        link(batch, event.id(), event.content(), event.value().length);
    }

    private void link(WriteBatch batch, String id, String content, int bytes)
            throws RocksDBException, IOException {
        long position = end.position() + 1;
        String hash = AuditLink.hash(end.hash(), position, content);
        put(batch, key(position), new AuditRows.Link(id, end.hash(), hash, bytes));
        end = new AuditRows.Point(position, hash, end.total() + bytes);
        put(batch, END, end);
    }

    /** Drops the oldest entries up to a position, the last one excepted. */
    void trim(WriteBatch batch, long through) throws RocksDBException, IOException {
        AuditRows.Point start = start(database, codec).orElse(AuditRows.Point.ZERO);
        long last = Math.min(through, written.position() - 1);
        for (long position = start.position() + 1; position <= last; position++) {
            Optional<byte[]> value = database.get(Column.AUDIT_CHAIN, key(position));
            if (value.isEmpty()) {
                throw new IOException("entry " + position + " of the audit log is missing");
            }
            AuditRows.Link link = codec.read(AuditRows.Link.class, value.get());
            batch.delete(database.handle(Column.AUDIT), Keys.of(link.id()));
            batch.delete(database.handle(Column.AUDIT_CHAIN), key(position));
            start = new AuditRows.Point(position, link.hash(), start.total() + link.bytes());
        }
        put(batch, START, start);
    }

    private void put(WriteBatch batch, byte[] key, Object row)
            throws RocksDBException, IOException {
        batch.put(database.handle(Column.AUDIT_CHAIN), key, codec.write(row));
    }

    /** The batch is in the database. */
    void written() {
        written = end;
    }

    /** The batch is not. */
    void undone() {
        end = written;
    }
}
