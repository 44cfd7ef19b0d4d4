package dev.gatehouse.server;

import static dev.gatehouse.server.testing.ManagedApi.object;
import static dev.gatehouse.server.testing.RunningGate.npm;
import static dev.gatehouse.server.testing.RunningGate.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.HookReceiver;
import dev.gatehouse.server.testing.HookReceiver.Delivery;
import dev.gatehouse.server.testing.MadeUpRegistry;
import dev.gatehouse.server.testing.ManagedApi;
import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.ScriptedUpstream;
import dev.gatehouse.server.testing.SetClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A running server tells a receiver on loopback what happens. */
class WebhookIT {
    @TempDir private Path directory = Path.of("");
    private final SetClock clock = new SetClock();
    private final HookReceiver receiver = new HookReceiver();
    private final ScriptedUpstream squatted =
            ScriptedUpstream.answering(
                    MadeUpRegistry.of(NpmPackage.of("acme-ui", "9.9.9", "from-public")));
    private final List<Closeable> gates = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (Closeable gate : gates) {
            gate.close();
        }
        squatted.close();
        receiver.close();
    }

    private RunningGate declared(String... events) throws Exception {
        RunningGate gate = RunningGate.start(directory, repository(receiver.hook(events)), clock);
        gates.add(gate::close);
        return gate;
    }

    private String repository(String more) {
        return npm(
                        "main",
                        "owned-names: [\"acme-*\"]",
                        "upstreams:",
                        upstream("npm-public", squatted.url(), "untrusted"))
                + more;
    }

    private static JsonNode listed(RunningGate gate) throws Exception {
        JsonNode list = object(gate.api("GET", "webhooks/", ""), 200);
        return list.path("results").path(0);
    }

    private static void publish(RunningGate gate, String name) throws Exception {
        var answer = gate.publish("main", NpmPackage.of(name, "1.0.0", "ours"));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    }

    @Test
    void aSquattedNameThatIsBlockedIsToldOnceHoweverOftenItIsAskedFor() throws Exception {
        RunningGate gate = declared("block", "publish");
        for (int i = 0; i < 20; i++) {
            gate.get(gate.registry("main").resolve("acme-ui"));
        }
        Delivery block = receiver.await(1).getFirst();
        publish(gate, "other");

        List<Delivery> all = receiver.await(2);

        assertThat(block.body().path("event").asString()).isEqualTo("block");
        assertThat(block.body().path("package").asString()).isEqualTo("acme-ui");
        assertThat(block.body().path("source").asString()).isEqualTo("npm-public");
        assertThat(block.body().path("rule").asInt()).isEqualTo(2);
        assertThat(all).hasSize(2);
        assertThat(all.getLast().body().path("event").asString()).isEqualTo("publish");
        assertThat(all.getLast().body().path("version").asString()).isEqualTo("1.0.0");
        assertThat(squatted.requests()).isEmpty();
    }

    @Test
    void aToggleByTheApiIsToldWithWhoMadeIt() throws Exception {
        RunningGate gate = RunningGate.managed(directory, receiver.hook("trust-change"), clock);
        gates.add(gate::close);
        ManagedApi api = new ManagedApi(gate);
        api.repository();
        String slug = api.upstream("npm-public", squatted.url(), "");
        receiver.await(1);

        api.trust(slug, "Untrusted");

        JsonNode told = receiver.await(2).getLast().body();
        assertThat(told.path("detail").asString())
                .contains("trust changed from TRUSTED to UNTRUSTED");
        assertThat(told.path("actor").asString()).isEqualTo("admin");
        assertThat(told.path("repository").asString()).isEqualTo("main");
        assertThat(told.path("source").asString()).isEqualTo("npm-public");
    }

    @Test
    void aReceiverThatFailsGetsTheSameDeliveryAgain() throws Exception {
        RunningGate gate = declared("publish");
        receiver.answer(500);
        publish(gate, "other");
        receiver.await(1);
        awaitState(gate, "failing");
        receiver.answer(200);

        clock.forward(Duration.ofSeconds(10));

        List<Delivery> both = receiver.await(2);
        assertThat(both.getFirst()).isEqualTo(both.getLast());
        awaitState(gate, "ok");
        assertThat(listed(gate).path("pending").asInt()).isZero();
    }

    private static void awaitState(RunningGate gate, String state) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!listed(gate).path("state").asString("").equals(state)) {
            assertThat(System.nanoTime() - end).as("state " + state).isNegative();
            Thread.sleep(20);
        }
    }

    @Test
    void whatAReceiverMissedIsDeliveredAfterARestart() throws Exception {
        RunningGate gate = declared("publish");
        receiver.goAway();
        publish(gate, "one");
        awaitState(gate, "failing");
        publish(gate, "two");
        gate.restart();
        receiver.comeBack();

        clock.forward(Duration.ofMinutes(10));

        assertThat(receiver.await(2).stream().map(d -> d.body().path("package").asString()))
                .containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void aDeadLetterIsListedAndDeliveredWhenItIsOrdered() throws Exception {
        RunningGate gate = declared("publish");
        receiver.answer(410);
        publish(gate, "one");
        String id = receiver.await(1).getFirst().id();
        awaitState(gate, "gone");
        JsonNode dead = object(gate.api("GET", "webhooks/security/dead/", ""), 200);
        receiver.answer(200);

        var unknown = gate.api("POST", "webhooks/security/redeliver/", "{\"id\":\"nothing\"}");
        var ordered = gate.api("POST", "webhooks/security/redeliver/", "{\"id\":\"" + id + "\"}");

        assertThat(dead.path("results").path(0).path("id").asString()).isEqualTo(id);
        assertThat(dead.path("results").path(0).path("trouble").asString()).contains("status 410");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(object(ordered, 200).path("count").asInt()).isOne();
        assertThat(receiver.await(2).getLast().id()).isEqualTo(id);
        awaitState(gate, "ok");
        assertThat(listed(gate).path("dead").asInt()).isZero();
    }

    @Test
    void aReloadTakesAWebhookAndATestReachesIt() throws Exception {
        RunningGate gate = declared("publish");
        gate.write(repository(""));
        object(gate.api("POST", "reload/", "{}"), 200);
        assertThat(gate.api("POST", "webhooks/security/test/", "").statusCode()).isEqualTo(404);
        gate.write(repository(receiver.hook("publish")));

        String taken = gate.api("POST", "reload/", "{}").body();
        JsonNode tested = object(gate.api("POST", "webhooks/security/test/", ""), 200);

        assertThat(taken).contains("webhook security: added");
        assertThat(tested.path("delivered").asBoolean()).isTrue();
        Delivery ping = receiver.await(1).getFirst();
        assertThat(ping.body().path("event").asString()).isEqualTo("ping");
        assertThat(ping.id()).isEqualTo(tested.path("id").asString());
    }

    @Test
    void aTestOfAReceiverThatIsAwaySaysSoAndNothingIsQueued() throws Exception {
        RunningGate gate = declared("publish");
        receiver.goAway();

        JsonNode tested = object(gate.api("POST", "webhooks/security/test/", ""), 200);

        assertThat(tested.path("delivered").asBoolean()).isFalse();
        assertThat(tested.path("detail").asString()).contains("connection refused");
        assertThat(listed(gate).path("pending").asInt()).isZero();
        assertThat(gate.api("GET", "webhooks/", "").body()).doesNotContain("hidden", "whsec_");
    }
}
