package dev.gatehouse.core.store;

final class MemorySignatureStoreTest extends SignatureStoreContract {
    @Override
    protected MetadataStore create() {
        return new MemoryMetadataStore();
    }
}
