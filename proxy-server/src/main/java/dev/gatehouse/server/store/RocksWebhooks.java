package dev.gatehouse.server.store;

import dev.gatehouse.core.store.StoredDelivery;
import dev.gatehouse.core.store.StoredHook;
import dev.gatehouse.core.store.WebhookView;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What is told to webhooks, in RocksDB. */
final class RocksWebhooks implements WebhookView {
    private final RocksDatabase database;
    private final RowCodec codec;

    RocksWebhooks(RocksDatabase database, RowCodec codec) {
        this.database = database;
        this.codec = codec;
    }

    @Override
    public List<StoredHook> hooks() throws IOException {
        List<StoredHook> hooks = new ArrayList<>();
        try (Cursor cursor = database.below(Column.WEBHOOKS, Keys.of())) {
            for (; cursor.isValid(); cursor.next()) {
                String name = Keys.parts(cursor.key()).getFirst();
                if (!name.isEmpty()) {
                    hooks.add(
                            codec.read(
                                    WebhookRows.Hook.class, cursor.value(), row -> row.of(name)));
                }
            }
        }
        return hooks;
    }

    @Override
    public List<StoredDelivery> deliveries(String hook, Optional<String> after, int most)
            throws IOException {
        List<StoredDelivery> deliveries = new ArrayList<>();
        try (Cursor cursor = database.below(Column.DELIVERIES, Keys.of(hook))) {
            after.ifPresent(id -> cursor.seek(Keys.after(Keys.of(hook, id))));
            for (; deliveries.size() < most && cursor.isValid(); cursor.next()) {
                String id = Keys.parts(cursor.key()).getLast();
                deliveries.add(
                        codec.read(
                                WebhookRows.Delivery.class,
                                cursor.value(),
                                row -> row.of(hook, id)));
            }
        }
        return deliveries;
    }

    @Override
    public Optional<StoredDelivery> delivery(String hook, String id) throws IOException {
        Optional<byte[]> value = database.get(Column.DELIVERIES, Keys.of(hook, id));
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        codec.read(
                                WebhookRows.Delivery.class, value.get(), row -> row.of(hook, id)));
    }

    @Override
    public OptionalLong position() throws IOException {
        Optional<byte[]> value = database.get(Column.WEBHOOKS, WebhookRows.POSITION);
        return value.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(codec.read(WebhookRows.Position.class, value.get()).position());
    }
}
