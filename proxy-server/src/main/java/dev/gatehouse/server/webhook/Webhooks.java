package dev.gatehouse.server.webhook;

import dev.gatehouse.config.WebhookConfig;
import dev.gatehouse.core.proxy.Journal;
import dev.gatehouse.core.store.AuditEvent.Kind;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.MetadataStore.Durability;
import dev.gatehouse.core.store.StoredDelivery;
import dev.gatehouse.server.webhook.Postman.Report;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Tells webhooks what happens: looks once a second at what is configured, what happened and what is
 * due. At least once, in no certain order, with the same id at every attempt. Thread-safe.
 */
public final class Webhooks implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final Supplier<List<WebhookConfig>> configured;
    private final Around around;
    private final Outbox outbox;
    private final Postman postman;
    private final Courier courier;
    private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore wake = new Semaphore(0);
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicBoolean troubled = new AtomicBoolean();

    /**
     * What webhooks need of others.
     *
     * @param workspace named in every delivery
     * @param journal tells of what people do here
     */
    public record Around(
            MetadataStore metadata,
            Alerts alerts,
            String workspace,
            Journal journal,
            RandomGenerator random,
            InstantSource clock) {}

    /**
     * Webhooks that do nothing yet.
     *
     * @param configured what is configured, as it is now
     * @param carrier sends messages
     */
    public Webhooks(
            Supplier<List<WebhookConfig>> configured,
            Around around,
            Carrier carrier,
            DeliveryListener listener) {
        this.configured = configured;
        this.around = around;
        InstantSource clock = around.clock();
        this.outbox = new Outbox(around.metadata(), around.alerts(), around.workspace(), clock);
        this.postman = new Postman(carrier, clock);
        this.courier =
                new Courier(outbox, postman, new RetrySchedule(around.random()), listener, clock);
    }

    /** Takes what is configured, and goes on with it until it is closed. */
    public void start() throws IOException {
        outbox.take(configured.get());
        tasks.execute(this::run);
    }

    private void run() {
        try {
            while (!closing.get()) {
                tick();
                if (wake.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick() {
        try {
            look();
            troubled.set(false);
        } catch (IOException | RuntimeException e) {
            // Once, not every second; and not when no task is taken any more.
            if (!closing.get() && !troubled.getAndSet(true)) {
                LOG.error("webhooks wait: what is to be told cannot be read or stored", e);
            }
        }
    }

    /** One look at what there is to do. */
    void look() throws IOException {
        List<WebhookConfig> hooks = configured.get();
        outbox.take(hooks);
        outbox.collect(hooks);
        courier.send(hooks, tasks, wake::release);
    }

    /** How it stands with each webhook, in the order of the configuration. */
    public List<Listed> list() throws IOException {
        List<WebhookConfig> hooks = configured.get();
        outbox.take(hooks);
        List<HookState> states = outbox.states();
        return hooks.stream()
                .flatMap(
                        hook ->
                                states.stream()
                                        .filter(s -> s.hook().name().equals(hook.name()))
                                        .map(state -> new Listed(hook, state)))
                .toList();
    }

    /** A webhook as it is configured, and how it stands with it. */
    public record Listed(WebhookConfig hook, HookState state) {}

    /** How it stands with each webhook, for metrics. */
    public List<HookState> states() throws IOException {
        return outbox.states();
    }

    /** The webhook of that name. */
    public Optional<WebhookConfig> find(String name) {
        return configured.get().stream().filter(h -> h.name().equals(name)).findFirst();
    }

    /** What came of a test. */
    public record Tested(String id, boolean taken, String text) {}

    /** Sends a test delivery, once and at once; a receiver that takes it is not gone any more. */
    public Tested test(WebhookConfig hook, String actor) throws IOException, InterruptedException {
        String id = around.journal().id();
        String body = Announcement.ping(id, around.clock().instant(), around.workspace(), actor);
        Report report = postman.deliver(hook, id, body);
        boolean taken = report instanceof Report.Taken;
        Map<String, String> details =
                Map.of("action", "test", "id", id, "delivered", Boolean.toString(taken));
        around.metadata().commit(List.of(told(hook, actor, details)), Durability.SYNCED);
        if (taken) {
            outbox.settle(hook.name(), queue -> List.of(queue.succeeded(around.clock().instant())));
        }
        return new Tested(id, taken, report.text());
    }

    /**
     * Dead letters, the oldest first.
     *
     * @param after the id behind which they begin
     */
    public List<StoredDelivery> dead(WebhookConfig hook, Optional<String> after, int most)
            throws IOException {
        return outbox.dead(hook.name(), after, most);
    }

    /**
     * Sends dead letters again.
     *
     * @param id of the only one; empty: all
     * @return how many there were
     */
    public int redeliver(WebhookConfig hook, Optional<String> id, String actor) throws IOException {
        int count = outbox.clear(hook.name(), id, true, cleared(hook, "redeliver", actor));
        wake.release();
        return count;
    }

    /** Forgets dead letters; as {@link #redeliver}. */
    public int drop(WebhookConfig hook, Optional<String> id, String actor) throws IOException {
        return outbox.clear(hook.name(), id, false, cleared(hook, "drop", actor));
    }

    private Function<Integer, Change> cleared(WebhookConfig hook, String action, String actor) {
        return count ->
                told(hook, actor, Map.of("action", action, "count", Integer.toString(count)));
    }

    private Change told(WebhookConfig hook, String actor, Map<String, String> details) {
        return around.journal()
                .entry(
                        Kind.WEBHOOK,
                        "",
                        "webhook:" + hook.name(),
                        Optional.empty(),
                        actor,
                        details);
    }

    /**
     * Waits for what is being sent, two seconds at most; what is not over then is sent again after
     * the next start. What happened meanwhile is queued.
     */
    @Override
    public void close() throws IOException {
        if (closing.getAndSet(true)) {
            return;
        }
        wake.release();
        tasks.shutdown();
        try {
            if (!isOver(PATIENCE)) {
                tasks.shutdownNow();
                if (!isOver(LONGEST_END)) {
                    LOG.warn("deliveries to webhooks did not end in time");
                }
            }
        } catch (InterruptedException e) {
            tasks.shutdownNow();
            Thread.currentThread().interrupt();
        }
        outbox.collect(configured.get());
    }

    private boolean isOver(Duration within) throws InterruptedException {
        return tasks.awaitTermination(within.toMillis(), TimeUnit.MILLISECONDS);
    }
}
