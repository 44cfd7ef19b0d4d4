package dev.gatehouse.server.webhook;

import static dev.gatehouse.server.webhook.HookRig.hook;
import static dev.gatehouse.server.webhook.HookRig.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.config.RepositoryName;
import dev.gatehouse.config.Secret;
import dev.gatehouse.config.WebhookEvent;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.store.AuditEvent.Kind;
import dev.gatehouse.server.upstream.MessageSender.Message;
import dev.gatehouse.server.upstream.MessageSender.Result;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is told to webhooks, and how often. */
class DeliveryTest {
    private static final String HOOK = "security";
    private final HookRig rig = new HookRig();

    private static String header(Message message, String name) {
        Headers headers = message.headers();
        return headers.first(name).orElseThrow();
    }

    @Test
    void anEventIsToldOnceSignedUnderItsIdInTheAuditLog() throws IOException {
        rig.with(hook(HOOK, WebhookEvent.TRUST_CHANGE));
        rig.event(Kind.TRUST, "main", "npm upstream npm-public");

        rig.look();
        rig.look();

        String id = rig.store.audit().list(Optional.empty(), 1).getFirst().id();
        assertThat(rig.sentIds()).containsExactly(id);
        Message sent = rig.sent.getFirst();
        long at = rig.clock.instant().getEpochSecond();
        assertThat(header(sent, "webhook-timestamp")).isEqualTo(Long.toString(at));
        assertThat(header(sent, "webhook-signature"))
                .isEqualTo(Signature.of(new Secret(HookRig.SECRET), id, at, sent.body()));
        assertThat(sent.body()).contains("\"id\":\"" + id + "\"", "\"workspace\":\"acme\"");
        assertThat(rig.state(HOOK).pending()).isZero();
        assertThat(rig.state(HOOK).hook().succeededAt()).contains(rig.clock.instant());
        assertThat(rig.heard).containsExactly("security DELIVERED");
    }

    @Test
    void whatHappenedBeforeAWebhookWasConfiguredIsNotToldToIt() throws IOException {
        rig.event(Kind.TRUST, "main", "npm upstream a");
        rig.with(hook("first", WebhookEvent.TRUST_CHANGE));
        rig.event(Kind.TRUST, "main", "npm upstream b");
        rig.with(hook("second", WebhookEvent.TRUST_CHANGE));
        rig.event(Kind.TRUST, "main", "npm upstream c");

        rig.look();

        assertThat(rig.sent.stream().map(m -> m.url().getPath() + count(m)))
                .containsExactly("/firstb", "/firstc", "/secondc");
    }

    private static String count(Message message) {
        return message.body().replaceAll("(?s).*npm upstream (\\w):.*", "$1");
    }

    @Test
    void aWebhookIsToldOnlyItsEventsInItsRepositories() throws IOException {
        rig.with(hook(HOOK, List.of(new RepositoryName("main")), WebhookEvent.PUBLISH));
        rig.event(Kind.PUBLISH, "main", "npm:wanted");
        rig.event(Kind.PUBLISH, "other", "npm:elsewhere");
        rig.event(Kind.CLAIM, "main", "npm:claimed");
        rig.event(Kind.TOKEN, "", "token:ci");

        rig.look();

        assertThat(rig.sent).hasSize(1);
        assertThat(rig.sent.getFirst().body()).contains("wanted");
    }

    @Test
    void aFailedDeliveryIsTriedAgainWithTheSameIdAndBodyUntilItIsTaken() throws IOException {
        rig.with(hook(HOOK, WebhookEvent.CLAIM));
        rig.receiver = _ -> new Result.Failure("connection refused");
        rig.event(Kind.CLAIM, "main", "npm:a");

        rig.look();
        rig.forward(Duration.ofSeconds(4));
        assertThat(rig.sent).hasSize(1);
        assertThat(rig.state(HOOK).hook().failingSince()).isPresent();
        rig.forward(Duration.ofSeconds(2));
        rig.receiver = _ -> status(204);
        rig.forward(Duration.ofSeconds(40));
        rig.forward(Duration.ofDays(2));

        assertThat(rig.sent).hasSize(3).allMatch(m -> m.body().equals(rig.sent.get(0).body()));
        assertThat(rig.sentIds().stream().distinct()).hasSize(1);
        assertThat(header(rig.sent.get(0), "webhook-timestamp"))
                .isNotEqualTo(header(rig.sent.get(2), "webhook-timestamp"));
        assertThat(rig.state(HOOK).hook().failingSince()).isEmpty();
        assertThat(rig.heard)
                .containsExactly("security FAILED", "security FAILED", "security DELIVERED");
    }

    @Test
    void afterEightAttemptsADeliveryIsADeadLetterWithItsTrouble() throws IOException {
        rig.with(hook(HOOK, WebhookEvent.CLAIM));
        rig.receiver = _ -> status(500);
        rig.event(Kind.CLAIM, "main", "npm:a");

        for (int hour = 0; hour < 48; hour++) {
            rig.look();
            rig.forward(Duration.ofHours(1));
        }

        assertThat(rig.sent).hasSize(RetrySchedule.TRIES);
        assertThat(rig.state(HOOK).pending()).isZero();
        var dead = rig.outbox().dead(HOOK, Optional.empty(), 10);
        assertThat(dead).hasSize(1);
        assertThat(dead.getFirst().trouble()).contains("status 500");
        assertThat(dead.getFirst().attempts()).isEqualTo(8);
        assertThat(rig.heard.getLast()).isEqualTo("security DEAD");
    }

    @Test
    void aDeadLetterIsSentAgainUnderItsIdOrForgotten() throws IOException {
        rig.with(hook(HOOK, WebhookEvent.CLAIM));
        rig.receiver = _ -> status(410);
        rig.event(Kind.CLAIM, "main", "npm:a");
        rig.look();
        rig.receiver = _ -> status(200);
        String id = rig.outbox().dead(HOOK, Optional.empty(), 1).getFirst().id();

        assertThat(rig.clear(Optional.of("another"), true)).isZero();
        assertThat(rig.clear(Optional.of(id), true)).isOne();
        rig.look();

        assertThat(rig.sentIds()).containsExactly(id, id);
        assertThat(rig.state(HOOK).dead()).isZero();
        assertThat(rig.clear(Optional.empty(), false)).isZero();
    }

    @Test
    void aReceiverThatIsGoneGetsNothingMoreUntilItTakesSomething() throws IOException {
        rig.with(hook(HOOK, WebhookEvent.CLAIM));
        rig.receiver = _ -> status(410);
        rig.event(Kind.CLAIM, "main", "npm:a");
        rig.look();
        rig.event(Kind.CLAIM, "main", "npm:b");
        rig.forward(Duration.ofDays(2));

        assertThat(rig.sent).hasSize(1);
        assertThat(rig.state(HOOK).hook().goneAt()).isPresent();
        assertThat(rig.state(HOOK).hook().dropped()).isEqualTo(1);

        rig.receiver = _ -> status(200);
        rig.clear(Optional.empty(), true);
        rig.look();
        rig.event(Kind.CLAIM, "main", "npm:c");
        rig.look();

        assertThat(rig.state(HOOK).hook().goneAt()).isEmpty();
        assertThat(rig.sent).hasSize(3);
    }

    @Test
    void onlyARefusalThatMayAskForAPauseIsGivenIt() throws IOException {
        rig.with(hook(HOOK, WebhookEvent.CLAIM));
        rig.receiver = _ -> new Result.Answer(429, Optional.of("600"));
        rig.event(Kind.CLAIM, "main", "npm:a");
        rig.look();
        rig.forward(Duration.ofSeconds(599));
        assertThat(rig.sent).hasSize(1);

        rig.receiver = _ -> new Result.Answer(500, Optional.of("600"));
        rig.forward(Duration.ofSeconds(1));
        rig.forward(Duration.ofSeconds(40));

        assertThat(rig.sent).hasSize(3);
    }

    @Test
    void anotherProcessGoesOnWithWhatWaitsAndWithWhatHappenedMeanwhile() throws IOException {
        rig.with(hook(HOOK, WebhookEvent.CLAIM));
        rig.receiver = _ -> status(503);
        rig.event(Kind.CLAIM, "main", "npm:waits");
        rig.look();
        rig.event(Kind.CLAIM, "main", "npm:meanwhile");

        rig.restart();
        rig.receiver = _ -> status(200);
        rig.forward(Duration.ofSeconds(10));

        assertThat(rig.sentIds()).hasSize(3);
        assertThat(rig.sentIds().get(0)).isEqualTo(rig.sentIds().get(1));
        assertThat(rig.sent.get(2).body()).contains("meanwhile");
        assertThat(rig.state(HOOK).pending()).isZero();
    }

    @Test
    void aStoreThatFailsForAWhileLosesNothing() throws IOException {
        rig.with(hook(HOOK, WebhookEvent.CLAIM));
        rig.event(Kind.CLAIM, "main", "npm:a");
        rig.store.breakWith("no disk");
        assertThatThrownBy(rig::look).isInstanceOf(IOException.class);

        rig.store.repair();
        rig.look();

        assertThat(rig.sent).hasSize(1);
        assertThat(rig.state(HOOK).pending()).isZero();
    }

    @Test
    void whatWaitsGoesWithItsWebhook() throws IOException {
        rig.with(hook(HOOK, WebhookEvent.CLAIM));
        rig.receiver = _ -> status(500);
        rig.event(Kind.CLAIM, "main", "npm:a");
        rig.look();

        rig.hooks.clear();
        rig.forward(Duration.ofHours(1));
        rig.event(Kind.CLAIM, "main", "npm:b");
        rig.look();
        rig.with(hook(HOOK, WebhookEvent.CLAIM));
        rig.forward(Duration.ofHours(1));

        assertThat(rig.sent).hasSize(1);
        assertThat(rig.state(HOOK).pending()).isZero();
    }

    @Test
    void aSlowReceiverHoldsUpNobodyElse() throws IOException {
        List<Runnable> slow = new ArrayList<>();
        rig.with(hook("slow", WebhookEvent.CLAIM));
        rig.tasks = slow::add;
        for (int i = 0; i < 20; i++) {
            rig.event(Kind.CLAIM, "main", "npm:p" + i);
        }
        rig.look();
        assertThat(slow).as("so many at once").hasSize(4);

        rig.tasks = Runnable::run;
        rig.with(hook("quick", WebhookEvent.CLAIM));
        rig.event(Kind.CLAIM, "main", "npm:last");
        rig.look();

        assertThat(rig.sent.stream().map(m -> m.url().getPath())).containsExactly("/quick");
        slow.forEach(Runnable::run);
        rig.look();
        assertThat(rig.sent.stream().filter(m -> m.url().getPath().equals("/slow"))).hasSize(8);
    }
}
