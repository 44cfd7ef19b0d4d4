package dev.gatehouse.server.store;

import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.PolicyRecordsContract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

final class RocksPolicyRecordsTest extends PolicyRecordsContract {
    @TempDir private Path directory;

    private final Resources opened = new Resources();

    @Override
    protected MetadataStore create() throws IOException {
        StoreDirectory store = opened.add(Stores.open(directory));
        return store.metadata();
    }

    @Override
    protected MetadataStore again(MetadataStore store) throws IOException {
        opened.close();
        return create();
    }

    @AfterEach
    void closeDirectory() throws IOException {
        opened.close();
    }
}
