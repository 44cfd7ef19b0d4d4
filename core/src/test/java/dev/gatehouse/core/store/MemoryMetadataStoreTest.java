package dev.gatehouse.core.store;

final class MemoryMetadataStoreTest extends MetadataStoreContract {
    @Override
    protected MetadataStore create() {
        return new MemoryMetadataStore();
    }
}
