package dev.gatehouse.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What every metadata store keeps of webhooks. */
public abstract class WebhookRecordsContract {
    /** A new store. */
    protected abstract MetadataStore create() throws IOException;

    /** The same store as if the process had ended, where it outlives one. */
    protected abstract MetadataStore again(MetadataStore store) throws IOException;

    private static StoredDelivery delivery(String hook, String id) {
        return new StoredDelivery(
                hook,
                id,
                "block",
                "{\"id\":\"" + id + "\"}",
                Records.NOON,
                0,
                Records.NOON,
                Optional.empty(),
                false);
    }

    private static List<String> ids(List<StoredDelivery> deliveries) {
        return deliveries.stream().map(StoredDelivery::id).toList();
    }

    @Test
    void deliveriesOfOneHookAreListedInPagesInTheOrderOfTheirIds() throws IOException {
        MetadataStore store = create();
        for (String id : List.of("03", "01", "02")) {
            store.commit(new Change.PutDelivery(delivery("chat", id)));
        }
        store.commit(new Change.PutDelivery(delivery("chat-2", "04")));

        List<StoredDelivery> first = store.webhooks().deliveries("chat", Optional.empty(), 2);
        List<StoredDelivery> rest = store.webhooks().deliveries("chat", Optional.of("02"), 2);

        assertThat(ids(first)).containsExactly("01", "02");
        assertThat(rest).containsExactly(delivery("chat", "03"));
        assertThat(store.webhooks().deliveries("nobody", Optional.empty(), 9)).isEmpty();
    }

    @Test
    void aDeliveryIsReplacedAndDropped() throws IOException {
        MetadataStore store = create();
        StoredDelivery dead =
                delivery("chat", "01")
                        .failed("status 500", Records.NOON.plus(Duration.ofSeconds(5)), true);
        store.commit(new Change.PutDelivery(delivery("chat", "01")));
        store.commit(new Change.PutDelivery(dead));

        assertThat(store.webhooks().delivery("chat", "01")).contains(dead);

        store.commit(new Change.DropDelivery("chat", "01"));
        assertThat(store.webhooks().delivery("chat", "01")).isEmpty();
    }

    @Test
    void aHookGoesWithAllThatWaitsForItAndNothingElse() throws IOException {
        MetadataStore store = create();
        StoredHook chat = StoredHook.at("chat", 7).gone(Records.NOON).dropping(3);
        StoredHook other = StoredHook.at("chat-2", 8).succeeded(Records.NOON);
        store.commit(
                new Change.PutHook(other),
                new Change.PutHook(chat),
                new Change.PutDelivery(delivery("chat", "01")),
                new Change.PutDelivery(delivery("chat-2", "01")));
        assertThat(store.webhooks().hooks()).containsExactly(chat, other);

        store.commit(new Change.DropHook("chat"));

        assertThat(store.webhooks().hooks()).containsExactly(other);
        assertThat(store.webhooks().deliveries("chat", Optional.empty(), 9)).isEmpty();
        assertThat(store.webhooks().delivery("chat-2", "01")).isPresent();
    }

    @Test
    void thePositionIsKeptUntilItIsDropped() throws IOException {
        MetadataStore store = create();
        assertThat(store.webhooks().position()).isEmpty();

        store.commit(new Change.PutHookPosition(41), new Change.PutHookPosition(42));
        assertThat(store.webhooks().position()).hasValue(42);
        assertThat(store.webhooks().hooks()).isEmpty();

        store.commit(new Change.DropHookPosition());
        assertThat(store.webhooks().position()).isEmpty();
    }

    @Test
    void allOfItOutlivesTheProcess() throws IOException {
        MetadataStore store = create();
        StoredHook chat = StoredHook.at("chat", 7).failed(Records.NOON);
        store.commit(
                new Change.PutHook(chat),
                new Change.PutDelivery(delivery("chat", "01")),
                new Change.PutHookPosition(9));

        MetadataStore later = again(store);

        assertThat(later.webhooks().hooks()).containsExactly(chat);
        assertThat(later.webhooks().delivery("chat", "01")).contains(delivery("chat", "01"));
        assertThat(later.webhooks().position()).hasValue(9);
    }
}
