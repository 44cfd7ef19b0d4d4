package dev.gatehouse.core.store;

final class MemoryAdvisoryRecordsTest extends AdvisoryRecordsContract {
    @Override
    protected MetadataStore create() {
        return new MemoryMetadataStore();
    }
}
