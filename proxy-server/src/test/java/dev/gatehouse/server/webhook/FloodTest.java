package dev.gatehouse.server.webhook;

import static dev.gatehouse.server.webhook.HookRig.hook;
import static dev.gatehouse.server.webhook.HookRig.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.config.WebhookEvent;
import dev.gatehouse.core.proxy.Journal.Denied;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.AuditEvent.Kind;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.StoredDelivery;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What clients can cause at will is bounded, and what is left out is counted. */
class FloodTest {
    private static final String HOOK = "security";
    private final HookRig rig = new HookRig();

    private AuditEvent block(String name) {
        return new AuditEvent(
                rig.journal.id(),
                rig.clock.instant(),
                Kind.BLOCK,
                "main",
                "npm:" + name,
                Optional.of("npm-public"),
                "anonymous",
                Map.of("rule", "2"),
                1);
    }

    @Test
    void aBlockIsToldAtOnceAndNotAgainWhenTheAuditLogHasIt() throws IOException {
        rig.with(hook(HOOK, WebhookEvent.BLOCK));
        rig.alerts.accept(block("acme-ui"));
        rig.look();

        rig.store.commit(new Change.PutAudit(block("acme-ui")));
        rig.look();

        assertThat(rig.sent).hasSize(1);
        assertThat(rig.sent.getFirst().body()).contains("\"package\":\"acme-ui\"", "\"rule\":2");
    }

    @Test
    void theJournalRaisesTheFirstOfEachRowAndNoOther() throws IOException {
        for (int i = 0; i < 3; i++) {
            rig.journal.denied(new Denied("main", "anonymous", "192.0.2.1", "no token"));
            rig.journal.denied(new Denied("main", "anonymous", "192.0.2.2", "no token"));
        }
        assertThat(rig.alerts.take().events()).hasSize(2);

        rig.journal.flush();
        rig.journal.denied(new Denied("main", "anonymous", "192.0.2.1", "no token"));

        assertThat(rig.alerts.take().events()).as("another minute").hasSize(1);
    }

    @Test
    void madeUpNamesAreToldSixtyTimesAMinuteAndTheRestIsCounted() throws IOException {
        rig.with(hook(HOOK, WebhookEvent.BLOCK, WebhookEvent.CLAIM));
        for (int i = 0; i < 500; i++) {
            rig.alerts.accept(block("made-up-" + i));
        }
        rig.event(Kind.CLAIM, "main", "npm:mine");
        rig.look();
        while (rig.state(HOOK).pending() > 0) {
            rig.look();
        }

        assertThat(rig.sent).hasSize(61);
        assertThat(rig.state(HOOK).hook().dropped()).isEqualTo(440);

        rig.clock.forward(Duration.ofMinutes(1));
        rig.alerts.accept(block("next-minute"));
        rig.look();
        assertThat(rig.sent.getLast().body()).contains("next-minute");
    }

    @Test
    void whatFindsNoRoomBetweenTwoLooksIsCounted() throws IOException {
        rig.with(hook(HOOK, WebhookEvent.BLOCK));
        for (int i = 0; i < 1500; i++) {
            rig.alerts.accept(block("made-up-" + i));
        }

        rig.look();

        assertThat(rig.state(HOOK).hook().dropped()).isEqualTo(1500 - HookQueue.MOST_COUNTED);
    }

    @Test
    void aThousandDeliveriesWaitAndNoMore() throws IOException {
        rig.with(hook(HOOK, WebhookEvent.CLAIM));
        rig.receiver = _ -> status(500);
        for (int i = 0; i < HookQueue.MOST_PENDING + 5; i++) {
            rig.event(Kind.CLAIM, "main", "npm:p" + i);
        }

        rig.look();

        assertThat(rig.state(HOOK).pending()).isEqualTo(HookQueue.MOST_PENDING);
        assertThat(rig.state(HOOK).hook().dropped()).isEqualTo(5);
        rig.restart();
        assertThat(rig.state(HOOK).hook().dropped()).as("is remembered").isEqualTo(5);
    }

    @Test
    void aThousandDeadLettersAreKeptAndTheOldestGo() throws IOException {
        rig.with(hook(HOOK, WebhookEvent.CLAIM));
        for (int round = 0; round < 2; round++) {
            rig.receiver = _ -> status(500);
            for (int i = 0; i < 700; i++) {
                rig.event(Kind.CLAIM, "main", "npm:p" + i);
            }
            rig.look();
            rig.receiver = _ -> status(410);
            rig.forward(Duration.ofMinutes(1));
            revived();
        }

        assertThat(rig.state(HOOK).dead()).isEqualTo(HookQueue.MOST_DEAD);
        assertThat(rig.outbox().dead(HOOK, Optional.empty(), 2000))
                .hasSize(HookQueue.MOST_DEAD)
                .isSortedAccordingTo(Comparator.comparing(StoredDelivery::id));
    }

    /** The receiver is there again, as if it had been tested. */
    private void revived() throws IOException {
        rig.outbox().settle(HOOK, queue -> List.of(queue.succeeded(rig.clock.instant())));
    }
}
