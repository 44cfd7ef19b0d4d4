package dev.gatehouse.server.store;

import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.StoredDelivery;
import dev.gatehouse.core.store.StoredHook;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keys and values of what is told to webhooks, under the rules of {@link Rows}. */
final class WebhookRows {
    /** No webhook has an empty name. */
    static final byte[] POSITION = Keys.of("");

    private WebhookRows() {}

    record Delivery(
            String event,
            String body,
            Instant createdAt,
            int attempts,
            Instant nextAt,
            Optional<String> trouble,
            boolean dead) {
        static Delivery of(StoredDelivery d) {
            return new Delivery(
                    d.event(),
                    d.body(),
                    d.createdAt(),
                    d.attempts(),
                    d.nextAt(),
                    d.trouble(),
                    d.dead());
        }

        StoredDelivery of(String hook, String id) {
            return new StoredDelivery(
                    hook, id, event, body, createdAt, attempts, nextAt, trouble, dead);
        }
    }

    record Hook(
            long from,
            Optional<Instant> succeededAt,
            Optional<Instant> failingSince,
            Optional<Instant> goneAt,
            long dropped) {
        static Hook of(StoredHook h) {
            return new Hook(h.from(), h.succeededAt(), h.failingSince(), h.goneAt(), h.dropped());
        }

        StoredHook of(String name) {
            return new StoredHook(name, from, succeededAt, failingSince, goneAt, dropped);
        }
    }

    record Position(long position) {}

    static List<Op> encode(Change.OfWebhooks change, RowCodec codec) throws IOException {
        return switch (change) {
            case Change.PutDelivery(var d) ->
                    List.of(
                            new Op.Put(
                                    Column.DELIVERIES,
                                    Keys.of(d.hook(), d.id()),
                                    codec.write(Delivery.of(d))));
            case Change.DropDelivery(var hook, var id) ->
                    List.of(new Op.Delete(Column.DELIVERIES, Keys.of(hook, id)));
            case Change.PutHook(var hook) ->
                    List.of(
                            new Op.Put(
                                    Column.WEBHOOKS,
                                    Keys.of(hook.name()),
                                    codec.write(Hook.of(hook))));
            case Change.DropHook(var name) ->
                    List.of(
                            new Op.Delete(Column.WEBHOOKS, Keys.of(name)),
                            new Op.DeleteAll(Column.DELIVERIES, Keys.of(name)));
            case Change.PutHookPosition(var position) ->
                    List.of(
                            new Op.Put(
                                    Column.WEBHOOKS,
                                    POSITION,
                                    codec.write(new Position(position))));
            case Change.DropHookPosition() -> List.of(new Op.Delete(Column.WEBHOOKS, POSITION));
        };
    }
}
