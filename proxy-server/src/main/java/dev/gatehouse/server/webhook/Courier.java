package dev.gatehouse.server.webhook;

import dev.gatehouse.config.WebhookConfig;
import dev.gatehouse.core.store.StoredDelivery;
import dev.gatehouse.server.webhook.DeliveryListener.Outcome;
import dev.gatehouse.server.webhook.Postman.Report;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Sends what is due, each delivery in a task of its own, so that a slow receiver holds up nobody
 * else's. Thread-safe.
 */
final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private final Outbox outbox;
    private final Postman postman;
    private final RetrySchedule schedule;
    private final DeliveryListener listener;
    private final InstantSource clock;

    Courier(
            Outbox outbox,
            Postman postman,
            RetrySchedule schedule,
            DeliveryListener listener,
            InstantSource clock) {
        this.outbox = outbox;
        this.postman = postman;
        this.schedule = schedule;
        this.listener = listener;
        this.clock = clock;
    }

    /** Begins with what is due; {@code done} is run after each. */
    void send(List<WebhookConfig> hooks, Executor tasks, Runnable done) throws IOException {
        for (StoredDelivery delivery : outbox.due()) {
            Optional<WebhookConfig> hook =
                    hooks.stream().filter(h -> h.name().equals(delivery.hook())).findFirst();
            if (hook.isEmpty()) {
                putBack(delivery);
                continue;
            }
            tasks.execute(
                    () -> {
                        send(hook.get(), delivery);
                        done.run();
                    });
        }
    }

    private void send(WebhookConfig hook, StoredDelivery delivery) {
        boolean settled = false;
        try {
            Report report = postman.deliver(hook, delivery.id(), delivery.body());
            settle(delivery, report);
            settled = true;
        } catch (InterruptedException e) {
            // The server ends: it is sent again after the next start.
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.error("what came of delivery {} to {} is lost", delivery.id(), hook.name(), e);
        } finally {
            if (!settled) {
                putBack(delivery);
            }
        }
    }

    private void settle(StoredDelivery sent, Report report) throws IOException {
        Instant now = clock.instant();
        switch (report) {
            case Report.Taken _ -> {
                outbox.settle(sent.hook(), queue -> queue.succeeded(sent.id(), now));
                listener.attempted(sent.hook(), Outcome.DELIVERED);
            }
            case Report.Failed failed -> {
                var next = schedule.next(sent.attempts() + 1, now, failed.pause());
                outbox.settle(sent.hook(), queue -> queue.failed(sent, failed.text(), now, next));
                note(sent, failed.text(), next);
            }
            case Report.Gone gone -> {
                outbox.settle(sent.hook(), queue -> queue.gone(sent, gone.text(), now));
                note(sent, gone.text(), Optional.empty());
            }
        }
    }

    private void note(StoredDelivery sent, String why, Optional<Instant> next) {
        listener.attempted(sent.hook(), next.isPresent() ? Outcome.FAILED : Outcome.DEAD);
        if (next.isEmpty()) {
            LOG.warn(
                    "webhook {}: delivery {} ({}) is given up after attempt {}: {}",
                    sent.hook(),
                    sent.id(),
                    sent.event(),
                    sent.attempts() + 1,
                    why);
        } else if (sent.attempts() == 0) {
            LOG.info("webhook {}: delivery {} failed: {}", sent.hook(), sent.id(), why);
        }
    }

    private void putBack(StoredDelivery delivery) {
        try {
            outbox.settle(
                    delivery.hook(),
                    queue -> {
                        queue.putBack(delivery.id());
                        return List.of();
                    });
        } catch (IOException e) {
            LOG.error("the queue of webhook {} cannot be read", delivery.hook(), e);
        }
    }
}
