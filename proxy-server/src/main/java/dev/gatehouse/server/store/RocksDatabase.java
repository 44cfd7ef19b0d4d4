package dev.gatehouse.server.store;

import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * An open RocksDB with the families of {@link Column}. Thread-safe. Whatever RocksDB reports, and
 * every call after the close, is an {@link IOException}.
 */
final class RocksDatabase implements Closeable {
    private static final String ESTIMATED_ENTRIES = "rocksdb.estimate-num-keys";

    /**
     * Native code must not be entered after the close: each call holds one, the close takes all.
     */
    private static final int PERMITS = Integer.MAX_VALUE;

    private static final int CLOSE_SECONDS = 30;

    private final Semaphore permits = new Semaphore(PERMITS);
    private final RocksSettings settings;
    private final RocksDB db;
    private final Map<Column, ColumnFamilyHandle> handles;
    private volatile boolean closed;

    private RocksDatabase(RocksSettings settings, RocksDB db, List<ColumnFamilyHandle> opened) {
        this.settings = settings;
        this.db = db;
        this.handles = new EnumMap<>(Column.class);
        Iterator<ColumnFamilyHandle> next = opened.iterator();
        for (Column column : Column.values()) {
            handles.put(column, next.next());
        }
    }

    /**
     * @param create whether an empty database is made; else one must be there
     */
    static RocksDatabase open(Path directory, boolean create) throws IOException {
        RocksDB.loadLibrary();
        RocksSettings settings = new RocksSettings(create);
        List<ColumnFamilyDescriptor> families =
                Arrays.stream(Column.values())
                        .map(c -> new ColumnFamilyDescriptor(c.bytes(), settings.column()))
                        .toList();
        List<ColumnFamilyHandle> opened = new ArrayList<>();
        try {
            String path = directory.toString();
            RocksDB db = RocksDB.open(settings.database(), path, families, opened);
            return new RocksDatabase(settings, db, opened);
        } catch (RocksDBException e) {
            settings.close();
            throw new StoreRefusedException(
                    "the metadata in %s cannot be opened: %s. %s"
                            .formatted(directory, e.getMessage(), StoreRefusedException.RESTORE),
                    e);
        }
    }

    Optional<byte[]> get(Column column, byte[] key) throws IOException {
        return inside("read", () -> Optional.ofNullable(db.get(handle(column), key)));
    }

    /** A cursor on all entries before a key; the caller closes it soon. */
    Cursor cursor(Column column, byte[] to) throws IOException {
        enter();
        return new Cursor(db, handle(column), to, permits::release);
    }

    /** A cursor on the first of all entries whose keys begin with these whole parts. */
    Cursor below(Column column, byte[] prefix) throws IOException {
        return cursor(column, Keys.after(prefix)).seek(prefix);
    }

    /** Writes a batch; with {@code sync}, to the disk. Not for virtual threads. */
    void write(WriteBatch batch, boolean sync) throws IOException {
        inside(
                "write",
                () -> {
                    try (WriteOptions options = new WriteOptions().setSync(sync)) {
                        db.write(options, batch);
                        return true;
                    }
                });
    }

    /** How many steps were ever written; never falls. */
    long sequence() throws IOException {
        return inside("read", db::getLatestSequenceNumber);
    }

    /** A rough number of entries. */
    long estimate(Column column) throws IOException {
        return inside("read", () -> db.getLongProperty(handle(column), ESTIMATED_ENTRIES));
    }

    /**
     * Writes all that was acknowledged into a directory that must not be there: a database of its
     * own, which shares its tables with this one by hard links.
     */
    void checkpoint(Path directory) throws IOException {
        inside(
                "checkpoint",
                () -> {
                    try (Checkpoint checkpoint = Checkpoint.create(db)) {
                        checkpoint.createCheckpoint(directory.toString());
                        return true;
                    }
                });
    }

    /** Reads all blocks of all tables and compares their checksums. */
    void verify() throws IOException {
        inside(
                "read",
                () -> {
                    db.verifyChecksum();
                    return true;
                });
    }

    /** The family of that column. */
    ColumnFamilyHandle handle(Column column) {
        return Objects.requireNonNull(handles.get(column));
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (!permits.tryAcquire(PERMITS, CLOSE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the metadata store is still in use and was not closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while closing the metadata store");
        }
        handles.values().forEach(ColumnFamilyHandle::close);
        db.close();
        settings.close();
    }

    private interface Work<T> {
        T run() throws RocksDBException;
    }

    private <T> T inside(String what, Work<T> work) throws IOException {
        enter();
        try {
            return work.run();
        } catch (RocksDBException e) {
            throw new IOException("metadata %s failed: %s".formatted(what, e.getMessage()), e);
        } finally {
            permits.release();
        }
    }

    private void enter() throws IOException {
        if (closed || !permits.tryAcquire()) {
            throw new IOException("the metadata store is closed");
        }
    }
}
