package dev.gatehouse.core.store;

import java.io.IOException;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What is told to webhooks, in memory. Guarded by the store's lock. */
final class MemoryWebhooks {
    private final NavigableMap<String, StoredHook> hooks = new TreeMap<>();
    private final NavigableMap<String, NavigableMap<String, StoredDelivery>> deliveries =
            new TreeMap<>();
    private OptionalLong position = OptionalLong.empty();

    void apply(Change.OfWebhooks change) {
        switch (change) {
            case Change.PutDelivery(var d) -> of(d.hook()).put(d.id(), d);
            case Change.DropDelivery(var hook, var id) -> of(hook).remove(id);
            case Change.PutHook(var hook) -> hooks.put(hook.name(), hook);
            case Change.DropHook(var name) -> {
                hooks.remove(name);
                deliveries.remove(name);
            }
            case Change.PutHookPosition(var at) -> position = OptionalLong.of(at);
            case Change.DropHookPosition() -> position = OptionalLong.empty();
        }
    }

    private NavigableMap<String, StoredDelivery> of(String hook) {
        return deliveries.computeIfAbsent(hook, _ -> new TreeMap<>());
    }

    WebhookView view(MemoryAudit.Guard guard) {
        return new WebhookView() {
            @Override
            public List<StoredHook> hooks() throws IOException {
                return guard.read(() -> List.copyOf(hooks.values()));
            }

            @Override
            public List<StoredDelivery> deliveries(String hook, Optional<String> after, int most)
                    throws IOException {
                return guard.read(
                        () -> {
                            var all = of(hook);
                            var rest = after.map(id -> all.tailMap(id, false)).orElse(all);
                            return rest.values().stream().limit(most).toList();
                        });
            }

            @Override
            public Optional<StoredDelivery> delivery(String hook, String id) throws IOException {
                return guard.read(() -> Optional.ofNullable(of(hook).get(id)));
            }

            @Override
            public OptionalLong position() throws IOException {
                return guard.read(() -> position);
            }
        };
    }
}
