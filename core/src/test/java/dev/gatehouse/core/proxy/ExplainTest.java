package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.Presence;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.trust.Ruling;
import dev.gatehouse.core.upstream.Mode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Explanation and enforcement are one function. */
class ExplainTest {
    private static final byte[] BYTES = "bytes".getBytes(StandardCharsets.UTF_8);
    private Gate gate;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate();
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    private Explanation explain(String name) throws Exception {
        return gate.services
                .explain()
                .explain(gate.mount(), LineFormat.named(name), Optional.empty());
    }

    @Test
    void explainAsksTrustedSourcesAndNeverUntrustedOnes() throws Exception {
        var untrusted = gate.untrusted("P").versions("x", "9");
        var trusted = gate.trusted("V").versions("x", "1");

        var explained = explain("x");

        assertThat(trusted.asked()).containsExactly("index/x");
        assertThat(untrusted.asked()).isEmpty();
        assertThat(explained.ruling().rule()).isEqualTo(2);
        assertThat(shown(explained)).containsExactly("1 V");
        explain("free");
        assertThat(untrusted.asked()).isEmpty();
    }

    @Test
    void aSilentTrustedSourceIsPermittedWithPresenceUnknown() throws Exception {
        gate.untrusted("P").versions("x", "9");
        gate.trusted("V").down();

        var sources = explain("x").ruling().sources();

        assertThat(sources.get(1).ruling()).isEqualTo(Ruling.WITHHELD);
        assertThat(sources.get(2).ruling()).isEqualTo(Ruling.PERMITTED);
        assertThat(sources.get(2).facts().presence()).isEqualTo(Presence.UNKNOWN);
    }

    @Test
    void aHiddenVersionIsExplainedWithItsReasonAndOneCanBeAskedFor() throws Exception {
        gate.untrusted("P").index("x", Gate.line("9", "x-9", BYTES)).file("x", "x-9", BYTES);
        gate.file("x", "9", "x-9");
        gate.local("x", "1");
        gate.services.names().forget(gate.mount(), LineFormat.named("x"), NamesTest.ORDER);

        assertThat(shown(explain("x"))).containsExactly("1 local");
        var one =
                gate.services
                        .explain()
                        .explain(
                                gate.mount(), LineFormat.named("x"), Optional.of(new Version("9")));
        assertThat(one.versions()).hasSize(1);
        assertThat(one.versions().getFirst().state()).isEqualTo(Explanation.State.HIDDEN);
        assertThat(one.versions().getFirst().reason()).contains("served from P");
        assertThat(gate.index("x").headers().first("x-gatehouse-notice").orElse(""))
                .startsWith("x: 1 hidden: ");
    }

    @Test
    void whatIsExplainedIsWhatIsServedInRandomStates() throws Exception {
        for (long seed = 1; seed <= 300; seed++) {
            gate.close();
            open();
            var random = new SplittableRandom(seed);
            arrange(random);
            List<String> served = gate.versions("x");
            List<String> explained = shown(explain("x"));
            boolean refused = served.size() == 1 && served.getFirst().matches("\\d{3}");
            assertThat(explained).as("seed %d", seed).isEqualTo(refused ? List.of() : served);
            for (String line : explained) {
                String version = line.substring(0, 1);
                assertThat(gate.file("x", version, "x-" + version).status())
                        .as("seed %d, version %s", seed, version)
                        .isIn(200, 404, 503);
            }
            assertThat(shown(explain("x"))).as("seed %d", seed).isEqualTo(explained);
        }
    }

    private void arrange(SplittableRandom random) throws Exception {
        for (String name : List.of("P", "Q")) {
            state(gate.untrusted(name), random);
        }
        for (String name : List.of("V", "W")) {
            if (random.nextBoolean()) {
                state(gate.trusted(name), random);
            }
        }
        if (random.nextInt(3) == 0) {
            gate.file("x", "1", "x-1");
        }
        if (random.nextInt(3) == 0) {
            gate.publish("x", "add 2 x-2 mine");
        }
        if (random.nextInt(4) == 0) {
            gate.publish("x", "delete 2");
        }
        if (random.nextInt(4) == 0) {
            gate.configure(Knobs::monitor);
        }
        if (random.nextInt(3) == 0) {
            gate.script("P").down();
            gate.clock.advance(Duration.ofHours(random.nextInt(30)));
        }
        if (random.nextInt(4) == 0) {
            gate.change("Q", u -> Knobs.mode(u, Mode.CACHE_ONLY, random.nextBoolean()));
        }
    }

    private static void state(ScriptedUpstream upstream, SplittableRandom random) {
        switch (random.nextInt(4)) {
            case 0 -> upstream.down();
            case 1 -> upstream.versions("other");
            default -> {
                List<String> lines = new ArrayList<>();
                for (int v = 1; v <= 1 + random.nextInt(3); v++) {
                    lines.add(Gate.line(Integer.toString(v), "x-" + v, BYTES));
                    upstream.file("x", "x-" + v, BYTES);
                }
                upstream.index("x", lines.toArray(String[]::new));
            }
        }
    }

    private static List<String> shown(Explanation explanation) {
        return explanation.versions().stream()
                .filter(v -> v.state() == Explanation.State.VISIBLE)
                .map(v -> v.version() + " " + v.owner())
                .toList();
    }
}
