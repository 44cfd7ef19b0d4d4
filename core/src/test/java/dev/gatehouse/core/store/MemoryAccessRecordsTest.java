package dev.gatehouse.core.store;

final class MemoryAccessRecordsTest extends AccessRecordsContract {
    @Override
    protected MetadataStore create() {
        return new MemoryMetadataStore();
    }
}
