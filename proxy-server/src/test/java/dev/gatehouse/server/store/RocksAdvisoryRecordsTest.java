package dev.gatehouse.server.store;

import dev.gatehouse.core.store.AdvisoryRecordsContract;
import dev.gatehouse.core.store.MetadataStore;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

final class RocksAdvisoryRecordsTest extends AdvisoryRecordsContract {
    @TempDir private Path directory;

    private final Resources opened = new Resources();

    @Override
    protected MetadataStore create() throws IOException {
        StoreDirectory store = opened.add(Stores.open(directory));
        return store.metadata();
    }

    @AfterEach
    void closeDirectory() throws IOException {
        opened.close();
    }
}
