package dev.gatehouse.core.store;

final class MemoryStateStoreTest extends StateStoreContract {
    @Override
    protected MetadataStore create() {
        return new MemoryMetadataStore();
    }
}
