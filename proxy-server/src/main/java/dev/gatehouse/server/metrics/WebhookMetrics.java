package dev.gatehouse.server.metrics;

import dev.gatehouse.server.webhook.DeliveryListener;
import dev.gatehouse.server.webhook.HookState;
import dev.gatehouse.server.webhook.Webhooks;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Counts deliveries to webhooks, and adds what waits for them; read when somebody asks. */
public final class WebhookMetrics {
    private WebhookMetrics() {}

    /** Counts deliveries; once for each metrics. */
    public static DeliveryListener of(Metrics metrics) {
        Counter attempts =
                Counter.builder()
                        .name("gatehouse_webhook_attempts")
                        .help("Attempts to deliver to a webhook, by what came of them")
                        .labelNames("webhook", "outcome")
                        .withoutExemplars()
                        .register(metrics.registry());
        return (hook, outcome) ->
                attempts.labelValues(hook, outcome.name().toLowerCase(Locale.ROOT)).inc();
    }

    /** Watches these webhooks. */
    public static void watch(Metrics metrics, Webhooks webhooks) {
        gauge(metrics, webhooks, "pending", "Deliveries that wait", HookState::pending);
        gauge(metrics, webhooks, "dead", "Deliveries that were given up", HookState::dead);
        CounterWithCallback.builder()
                .name("gatehouse_webhook_dropped")
                .help("Events that were not queued, and dead letters dropped, for want of room")
                .labelNames("webhook")
                .callback(
                        c ->
                                states(webhooks)
                                        .forEach(
                                                s ->
                                                        c.call(
                                                                (double) s.hook().dropped(),
                                                                s.hook().name())))
                .register(metrics.registry());
    }

    private static void gauge(
            Metrics metrics,
            Webhooks webhooks,
            String name,
            String help,
            ToDoubleFunction<HookState> value) {
        GaugeWithCallback.builder()
                .name("gatehouse_webhook_" + name)
                .help(help)
                .labelNames("webhook")
                .callback(
                        g ->
                                states(webhooks)
                                        .forEach(
                                                s ->
                                                        g.call(
                                                                value.applyAsDouble(s),
                                                                s.hook().name())))
                .register(metrics.registry());
    }

    private static List<HookState> states(Webhooks webhooks) {
        try {
            return webhooks.states();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
