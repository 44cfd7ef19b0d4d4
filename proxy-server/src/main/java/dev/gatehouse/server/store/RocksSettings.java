package dev.gatehouse.server.store;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBufferManager;

/**
 * How RocksDB is set up. The memory that it may take is bounded: blocks, indexes, filters and write
 * buffers share one cache of 64 MiB; 256 open tables and two background jobs add some 20 MiB.
 */
final class RocksSettings implements AutoCloseable {
    private static final long MIB = 1024 * 1024;
    private static final long CACHE = 64 * MIB;
    private static final long WRITE_BUFFERS = 32 * MIB;
    private static final long WRITE_BUFFER = 8 * MIB;
    private static final long LOG = 64 * MIB;
    private static final long BLOCK = 16 * 1024;
    private static final int OPEN_FILES = 256;
    private static final int BLOOM_BITS = 10;

    private final Cache cache = new LRUCache(CACHE);
    private final WriteBufferManager buffers = new WriteBufferManager(WRITE_BUFFERS, cache);
    private final BloomFilter bloom = new BloomFilter(BLOOM_BITS);
    private final DBOptions database;
    private final ColumnFamilyOptions column;

    RocksSettings(boolean create) {
        database =
                new DBOptions()
                        .setCreateIfMissing(create)
                        .setCreateMissingColumnFamilies(true)
                        .setParanoidChecks(true)
                        // A record that a crash has cut short at the end of the log was never
                        // acknowledged; damage before other records is an error, not the end.
                        .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
                        .setWriteBufferManager(buffers)
                        .setMaxTotalWalSize(LOG)
                        .setMaxOpenFiles(OPEN_FILES)
                        .setMaxBackgroundJobs(2)
                        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                        .setKeepLogFileNum(3)
                        .setMaxLogFileSize(MIB)
                        .setStatsDumpPeriodSec(0);
        column =
                new ColumnFamilyOptions()
                        .setWriteBufferSize(WRITE_BUFFER)
                        .setCompressionType(CompressionType.LZ4_COMPRESSION)
                        .setTableFormatConfig(
                                new BlockBasedTableConfig()
                                        .setBlockCache(cache)
                                        .setBlockSize(BLOCK)
                                        .setFilterPolicy(bloom)
                                        .setCacheIndexAndFilterBlocks(true)
                                        .setPinL0FilterAndIndexBlocksInCache(true));
    }

    DBOptions database() {
        return database;
    }

    ColumnFamilyOptions column() {
        return column;
    }

    @Override
    public void close() {
        database.close();
        column.close();
        bloom.close();
        buffers.close();
        cache.close();
    }
}
