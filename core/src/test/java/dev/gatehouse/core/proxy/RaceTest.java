package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * A first fetch from an untrusted upstream against what takes its permission, on real threads: the
 * fetch came first and provenance holds, or it was refused and left nothing.
 */
class RaceTest {
    private static final int SPINS = 60;
    private static final int MOST_LEAD = 1_000_000;
    private static final int ROUNDS = 10_000;

    /** The fakes look through all they hold, so a gate is used for so many names only. */
    private static final int ROUNDS_OF_A_GATE = 100;

    private static final byte[] BYTES = "bytes".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private final SplittableRandom random = new SplittableRandom(20261122);
    private final ExecutorService racers = Executors.newFixedThreadPool(2);
    private Gate gate;
    private ScriptedUpstream untrusted;
    private int served;

    /** How long the rival waits at most: longer after each round that it won, so both win often. */
    private double lead = SPINS;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate();
        untrusted = gate.untrusted("P");
    }

    @AfterEach
    void close() throws Exception {
        racers.shutdownNow();
        gate.close();
    }

    private void reopen() throws Exception {
        gate.close();
        open();
    }

    /** What is done to a name. */
    @FunctionalInterface
    private interface Rival {
        void run(String name) throws Exception;
    }

    @Test
    void aFirstFetchAndAPublishAreLinearisable() throws Exception {
        race(
                ROUNDS,
                name -> {},
                name -> gate.local(name, "2"),
                (name, fetched) ->
                        assertThat(gate.versions(name))
                                .containsExactlyElementsOf(
                                        fetched ? List.of("2 local", "1 P") : List.of("2 local")));
    }

    @Test
    void aFirstFetchAndANameThatATrustedUpstreamGainsAreLinearisable() throws Exception {
        race(
                ROUNDS / 20,
                name -> {},
                this::gain,
                (name, fetched) ->
                        assertThat(gate.versions(name).contains("1 P")).isEqualTo(fetched));
    }

    private void gain(String name) throws Exception {
        var mount = gate.mount();
        gate.script("V").versions(name, "2");
        gate.services
                .indexes()
                .fetchNow(
                        mount,
                        mount.settings().upstreams().getLast(),
                        IndexKey.of(LineFormat.named(name)));
    }

    @Test
    void aFirstFetchAndAChangeOfTrustAreLinearisable() throws Exception {
        race(
                ROUNDS / 20,
                name -> {
                    gate.change("P", u -> Knobs.trust(u, Trust.TRUSTED));
                    gate.local(name, "2");
                },
                name -> gate.change("P", u -> Knobs.trust(u, Trust.UNTRUSTED)),
                (name, fetched) ->
                        assertThat(gate.versions(name).contains("1 P")).isEqualTo(fetched));
    }

    /** What must hold after a round. */
    @FunctionalInterface
    private interface After {
        void check(String name, boolean fetched) throws Exception;
    }

    private void race(int rounds, Rival before, Rival rival, After after) throws Exception {
        for (int i = 0; i < rounds; i++) {
            if (i % ROUNDS_OF_A_GATE == 0) {
                reopen();
                gate.trusted("V");
            }
            String name = "x" + i;
            offer(name);
            before.run(name);
            after.check(name, round(name, rival));
        }
        assertThat(served).isBetween(1, rounds - 1);
    }

    private void offer(String name) {
        untrusted.index(name, Gate.line("1", "f", BYTES)).file(name, "f", BYTES);
    }

    private boolean round(String name, Rival rival) throws Exception {
        var line = new CyclicBarrier(2);
        int early = random.nextInt(SPINS);
        int late = random.nextInt((int) lead);
        var fetch =
                racers.submit(() -> after(line, early, () -> gate.file(name, "1", "f").status()));
        var other =
                racers.submit(
                        () ->
                                after(
                                        line,
                                        late,
                                        () -> {
                                            rival.run(name);
                                            return 0;
                                        }));
        int status = fetch.get();
        other.get();
        check(name, status);
        lead = Math.clamp(status == 200 ? lead / 1.05 : lead * 1.05, 1, MOST_LEAD);
        return status == 200;
    }

    private static <T> T after(CyclicBarrier line, int spins, Callable<T> work) throws Exception {
        line.await();
        for (int i = 0; i < spins; i++) {
            if (i % 50 == 49) {
                LockSupport.parkNanos(1);
            }
            Thread.onSpinWait();
        }
        return work.call();
    }

    /** And what comes after agrees with it. */
    private void check(String name, int status) throws Exception {
        boolean fetched = status == 200;
        served += fetched ? 1 : 0;
        var key = gate.key(name);
        assertThat(status).as(name).isIn(200, 403);
        assertThat(!gate.provenance(name).isEmpty()).as("provenance of " + name).isEqualTo(fetched);
        assertThat(gate.metadata.pins(key).containsValue(new SourceId("P"))).isEqualTo(fetched);
        assertThat(gate.metadata.files(key).stream().anyMatch(f -> f.owner().value().equals("P")))
                .isEqualTo(fetched);
        assertThat(gate.file(name, "1", "f").status()).isEqualTo(status);
    }
}
