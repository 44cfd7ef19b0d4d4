package dev.gatehouse.core.store;

final class MemoryBlobStoreTest extends BlobStoreContract {
    @Override
    protected BlobStore create() {
        return new MemoryBlobStore(directory);
    }
}
