package dev.gatehouse.server.webhook;

import dev.gatehouse.config.RepositoryName;
import dev.gatehouse.config.Secret;
import dev.gatehouse.config.WebhookConfig;
import dev.gatehouse.config.WebhookEvent;
import dev.gatehouse.core.proxy.Journal;
import dev.gatehouse.core.store.AuditEvent.Kind;
import dev.gatehouse.core.store.MemoryMetadataStore;
import dev.gatehouse.server.testing.SetClock;
import dev.gatehouse.server.upstream.MessageSender.Message;
import dev.gatehouse.server.upstream.MessageSender.Result;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Webhooks over a store in memory, a clock that stands still, and receivers that a test plays. */
final class HookRig {
    static final String SECRET = "sixteen-or-more-characters";

    final MemoryMetadataStore store = new MemoryMetadataStore();
    final SetClock clock = new SetClock();
    final Alerts alerts = new Alerts();
    final AtomicInteger ids = new AtomicInteger();
    final Journal journal =
            new Journal(store, () -> "01J%05d".formatted(ids.incrementAndGet()), clock, alerts);
    final List<WebhookConfig> hooks = new ArrayList<>();
    final List<Message> sent = new ArrayList<>();
    final List<String> heard = new ArrayList<>();
    Function<Message, Result> receiver = _ -> status(204);
    Executor tasks = Runnable::run;
    private Outbox outbox = newOutbox();

    static Result status(int status) {
        return new Result.Answer(status, Optional.empty());
    }

    static WebhookConfig hook(String name, WebhookEvent... events) {
        return hook(name, List.of(), events);
    }

    static WebhookConfig hook(
            String name, List<RepositoryName> repositories, WebhookEvent... events) {
        return new WebhookConfig(
                name,
                URI.create("https://hooks.example/" + name),
                new Secret(SECRET),
                Optional.empty(),
                Set.copyOf(Arrays.asList(events)),
                repositories,
                Optional.empty());
    }

    /** Configured from now on. */
    HookRig with(WebhookConfig hook) throws IOException {
        hooks.add(hook);
        look();
        return this;
    }

    private Outbox newOutbox() {
        return new Outbox(store, alerts, "acme", clock);
    }

    Outbox outbox() {
        return outbox;
    }

    /** Another process over the same store. */
    void restart() {
        outbox = newOutbox();
    }

    /** One look at what there is to do, as it is done every second. */
    void look() throws IOException {
        outbox.take(hooks);
        outbox.collect(hooks);
        Postman postman = new Postman(this::carry, clock);
        RetrySchedule schedule = new RetrySchedule(new Random(7));
        new Courier(outbox, postman, schedule, (h, o) -> heard.add(h + " " + o), clock)
                .send(hooks, tasks, () -> {});
    }

    private Result carry(Message message) {
        sent.add(message);
        return receiver.apply(message);
    }

    void forward(Duration time) throws IOException {
        clock.forward(time);
        look();
    }

    /** An event as an operator causes it. */
    void event(Kind kind, String repository, String subject) throws IOException {
        store.commit(
                journal.entry(
                        kind, repository, subject, Optional.of("npm-public"), "alice", Map.of()));
    }

    /** Sends dead letters again, or forgets them; how many there were. */
    int clear(Optional<String> id, boolean again) throws IOException {
        return outbox.clear(
                "security",
                id,
                again,
                count ->
                        journal.entry(
                                Kind.WEBHOOK, "", "webhook:security", Optional.empty(), Map.of()));
    }

    HookState state(String name) throws IOException {
        return outbox.states().stream()
                .filter(s -> s.hook().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The ids of all messages so far, in the order of sending. */
    List<String> sentIds() {
        return sent.stream().flatMap(m -> m.headers().first("webhook-id").stream()).toList();
    }
}
