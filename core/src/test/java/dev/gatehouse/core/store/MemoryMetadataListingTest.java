package dev.gatehouse.core.store;

final class MemoryMetadataListingTest extends MetadataListingContract {
    @Override
    protected MetadataStore create() {
        return new MemoryMetadataStore();
    }
}
