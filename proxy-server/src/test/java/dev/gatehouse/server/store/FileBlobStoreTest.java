package dev.gatehouse.server.store;

import dev.gatehouse.core.store.BlobStore;
import dev.gatehouse.core.store.BlobStoreContract;

import org.junit.jupiter.api.AfterEach;

import java.io.IOException;

final class FileBlobStoreTest extends BlobStoreContract {
    private final Resources opened = new Resources();

    @Override
    protected BlobStore create() throws IOException {
        StoreDirectory store = opened.add(Stores.open(directory));
        return store.blobs();
    }

    @AfterEach
    void closeStore() throws IOException {
        opened.close();
    }
}
