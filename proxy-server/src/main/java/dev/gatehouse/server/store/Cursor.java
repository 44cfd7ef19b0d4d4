package dev.gatehouse.server.store;

import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

import java.io.IOException;

/**
 * Walks over the entries of one column family as they were when it was opened. For one thread.
 *
 * <p>An iterator that met a damaged block looks like one that has reached its end, so every end is
 * checked: {@link #isValid} throws when there may be more that cannot be read.
 */
final class Cursor implements AutoCloseable {
    private final Runnable onClose;
    private final Slice end;
    private final ReadOptions options;
    private final RocksIterator entries;

    /**
     * @param to the key that it ends before
     */
    Cursor(RocksDB db, ColumnFamilyHandle column, byte[] to, Runnable onClose) {
        this.onClose = onClose;
        end = new Slice(to);
        options = new ReadOptions().setIterateUpperBound(end);
        entries = db.newIterator(column, options);
    }

    /** Goes to the first entry at or after that key. */
    Cursor seek(byte[] key) {
        entries.seek(key);
        return this;
    }

    Cursor seekToLast() {
        entries.seekToLast();
        return this;
    }

    void next() {
        entries.next();
    }

    void previous() {
        entries.prev();
    }

    boolean isValid() throws IOException {
        if (entries.isValid()) {
            return true;
        }
        try {
            entries.status();
            return false;
        } catch (RocksDBException e) {
            throw new IOException("metadata cannot be read: " + e.getMessage(), e);
        }
    }

    byte[] key() {
        return entries.key();
    }

    byte[] value() {
        return entries.value();
    }

    @Override
    public void close() {
        entries.close();
        options.close();
        end.close();
        onClose.run();
    }
}
