package dev.gatehouse.server.api;

import dev.gatehouse.config.Secret;
import dev.gatehouse.config.WebhookConfig;
import dev.gatehouse.config.WebhookEvent;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.StoredDelivery;
import dev.gatehouse.core.store.StoredHook;
import dev.gatehouse.server.access.Tokens;
import dev.gatehouse.server.metrics.Metrics;
import dev.gatehouse.server.metrics.WebhookMetrics;
import dev.gatehouse.server.upstream.MessageSender;
import dev.gatehouse.server.webhook.Alerts;
import dev.gatehouse.server.webhook.DeliveryListener;
import dev.gatehouse.server.webhook.Webhooks;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Webhooks over a store in memory that were not started, and whose messages go nowhere. */
public final class FakeHooks {
    final List<WebhookConfig> configured = new ArrayList<>();
    MessageSender.Result carried = new MessageSender.Result.Answer(204, Optional.empty());
    final Webhooks webhooks;
    private final Tokens tokens;

    FakeHooks(Tokens tokens, Metrics metrics) {
        this.tokens = tokens;
        DeliveryListener counted = WebhookMetrics.of(metrics);
        var around =
                new Webhooks.Around(
                        tokens.store,
                        new Alerts(),
                        "main",
                        tokens.journal,
                        new Random(1),
                        tokens.now::get);
        webhooks = new Webhooks(() -> configured, around, _ -> carried, counted);
        WebhookMetrics.watch(metrics, webhooks);
        counted.attempted("security", DeliveryListener.Outcome.DELIVERED);
    }

    /** Configures a webhook that has one dead letter. */
    public void add(String name) throws IOException {
        Instant now = tokens.now.get();
        configured.add(
                new WebhookConfig(
                        name,
                        URI.create("https://hooks.example/T0-hidden"),
                        new Secret("sixteen-or-more-characters"),
                        Optional.empty(),
                        Set.of(WebhookEvent.BLOCK),
                        List.of(),
                        Optional.empty()));
        tokens.store.commit(
                new Change.PutHook(StoredHook.at(name, 0).failed(now)),
                new Change.PutDelivery(
                        new StoredDelivery(
                                name,
                                "01JDEAD",
                                "block",
                                "{}",
                                now,
                                8,
                                now,
                                Optional.of("status 500"),
                                true)));
    }
}
