package dev.gatehouse.core.store;

final class MemoryPolicyRecordsTest extends PolicyRecordsContract {
    @Override
    protected MetadataStore create() {
        return new MemoryMetadataStore();
    }

    @Override
    protected MetadataStore again(MetadataStore store) {
        return store;
    }
}
