package dev.gatehouse.core.store;

final class MemoryWebhookRecordsTest extends WebhookRecordsContract {
    @Override
    protected MetadataStore create() {
        return new MemoryMetadataStore();
    }

    @Override
    protected MetadataStore again(MetadataStore store) {
        return store;
    }
}
