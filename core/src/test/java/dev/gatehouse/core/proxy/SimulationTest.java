package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.proxy.Simulation.Difference;
import dev.gatehouse.core.proxy.Simulation.Owned;
import dev.gatehouse.core.proxy.Simulation.Proposal;
import dev.gatehouse.core.trust.Enforcement;
import dev.gatehouse.core.upstream.Mode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** What a simulation says is what the change does. */
class SimulationTest {
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

    private static Proposal proposal(String upstream, Trust trust) {
        return new Proposal(new SourceId(upstream), trust, Optional.empty());
    }

    private List<Difference> run(Proposal proposal) throws Exception {
        List<Difference> found = new ArrayList<>();
        gate.services.simulation().run(gate.mount(), proposal, found::add);
        return found;
    }

    @Test
    void anUntrustedSourceWouldLoseTheNamesThatAreLocalToo() throws Exception {
        gate.trusted("P").versions("x", "1", "2").versions("y", "1");
        gate.local("x", "1");
        gate.versions("x");
        gate.versions("y");

        List<Difference> found = run(proposal("P", Trust.UNTRUSTED));

        assertThat(found).extracting(d -> d.name().value()).containsExactly("x");
        assertThat(words(found.getFirst().vanish())).containsExactly("2 P");
        assertThat(found.getFirst().reason())
                .isEqualTo("x is owned by local, and P has never supplied it here");
        assertThat(found.getFirst().isServed()).isTrue();
    }

    @Test
    void provenanceKeepsTheVersions() throws Exception {
        gate.trusted("P").index("x", Gate.line("9", "x-9", BYTES)).file("x", "x-9", BYTES);
        gate.file("x", "9", "x-9");
        gate.local("x", "1");

        assertThat(run(proposal("P", Trust.UNTRUSTED))).isEmpty();
    }

    @Test
    void aSourceThatWouldBeTrustedTakesNamesFromTheOthers() throws Exception {
        gate.untrusted("P").versions("x", "1");
        gate.untrusted("Q").versions("x", "1", "2");
        gate.versions("x");

        List<Difference> found = run(proposal("P", Trust.TRUSTED));

        assertThat(words(found.getFirst().vanish())).containsExactly("2 Q");
        assertThat(found.getFirst().ruleAfter()).isEqualTo(2);
    }

    @Test
    void noUpstreamIsAskedAndWhoWouldBeIsNamed() throws Exception {
        var open = gate.untrusted("P").versions("x", "9");
        var own = gate.trusted("V").versions("x", "1");
        gate.versions("x");
        int asked = open.asked().size() + own.asked().size();

        List<Difference> found = run(proposal("V", Trust.UNTRUSTED));

        assertThat(open.asked().size() + own.asked().size()).isEqualTo(asked);
        assertThat(found.getFirst().toAsk()).containsExactly("P");
        assertThat(found.getFirst().vanish()).isEmpty();
    }

    @Test
    void enforcementCanBeSupposedToo() throws Exception {
        gate.untrusted("P").versions("x", "9");
        gate.configure(Knobs::monitor);
        gate.local("x", "1");
        gate.versions("x");

        List<Difference> found =
                run(
                        new Proposal(
                                new SourceId("P"),
                                Trust.UNTRUSTED,
                                Optional.of(Enforcement.ENFORCE)));

        assertThat(words(found.getFirst().vanish())).containsExactly("9 P");
    }

    @Test
    void allNamesThatAreKnownAreLookedAtOnceInOrder() throws Exception {
        var source = gate.trusted("P");
        List<String> names = new ArrayList<>();
        for (int i = 1000; i < 1620; i++) {
            source.versions("n" + i, "1", "2");
            gate.versions("n" + i);
            gate.local("n" + i, "1");
            names.add("n" + i);
        }

        List<Difference> found = new ArrayList<>();
        long seen =
                gate.services
                        .simulation()
                        .run(gate.mount(), proposal("P", Trust.UNTRUSTED), found::add);

        assertThat(seen).isEqualTo(620);
        assertThat(found).extracting(d -> d.name().value()).isEqualTo(names);
    }

    @Test
    void whatIsSimulatedIsServedAfterTheChangeInRandomStates() throws Exception {
        int told = 0;
        int exact = 0;
        for (long seed = 1; seed <= 400; seed++) {
            gate.close();
            gate = seed % 4 == 0 ? new Gate(new OpenLineFormat()) : new Gate();
            var random = new SplittableRandom(seed);
            List<String> names = arrange(random);
            String changed = names.get(random.nextInt(names.size()));
            Trust before = gate.mount().settings().upstream(new SourceId(changed)).get().trust();
            Trust after = before == Trust.TRUSTED ? Trust.UNTRUSTED : Trust.TRUSTED;
            Map<String, String> served = served();
            Difference said =
                    gate.services
                            .simulation()
                            .of(gate.mount(), proposal(changed, after), LineFormat.named("x"));
            if (said.wasServed() || said.isServed()) {
                assertThat(run(proposal(changed, after)).contains(said))
                        .as("seed %d: listed", seed)
                        .isEqualTo(said.isChange());
            }

            gate.change(changed, u -> u.with(after));
            Map<String, String> then = served();

            Map<String, String> expected = applied(served, said);
            told += said.isChange() ? 1 : 0;
            if (said.toAsk().isEmpty()) {
                exact += said.isChange() ? 1 : 0;
                assertThat(then).as("seed %d, %s %s", seed, changed, after).isEqualTo(expected);
            } else {
                assertThat(then.keySet())
                        .as("seed %d, %s %s, %s asked", seed, changed, after, said.toAsk())
                        .containsAll(withoutDoubt(expected, said));
            }
        }
        assertThat(told).isGreaterThan(100);
        assertThat(exact).isGreaterThan(40);
    }

    /** While somebody is still to be asked, only a free name's versions are certain. */
    private static List<String> withoutDoubt(Map<String, String> expected, Difference said) {
        return said.ruleAfter() == 3 ? List.of() : List.copyOf(expected.keySet());
    }

    private static Map<String, String> applied(Map<String, String> served, Difference said) {
        Map<String, String> expected = new TreeMap<>(served);
        said.vanish().forEach(v -> expected.remove(v.version().value()));
        said.appear().forEach(v -> expected.put(v.version().value(), v.owner().name()));
        said.move().forEach(v -> expected.put(v.version().value(), v.owner().name()));
        return expected;
    }

    private Map<String, String> served() throws Exception {
        Map<String, String> served = new TreeMap<>();
        for (String line : gate.versions("x")) {
            if (line.contains(" ")) {
                served.put(line.split(" ", 2)[0], line.split(" ", 2)[1]);
            }
        }
        return served;
    }

    private List<String> arrange(SplittableRandom random) throws Exception {
        List<String> names = new ArrayList<>();
        for (String name : List.of("P", "Q", "V")) {
            boolean trusted = random.nextBoolean();
            state(trusted ? gate.trusted(name) : gate.untrusted(name), random);
            names.add(name);
        }
        gate.versions("x");
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
            gate.clock.advance(Duration.ofHours(1 + random.nextInt(30)));
        }
        if (random.nextInt(4) == 0) {
            gate.change("Q", u -> Knobs.mode(u, Mode.CACHE_ONLY, random.nextBoolean()));
        }
        return names;
    }

    private static void state(ScriptedUpstream upstream, SplittableRandom random) {
        switch (random.nextInt(4)) {
            case 0 -> upstream.down();
            case 1 -> upstream.versions("other", "1");
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

    private static List<String> words(List<Owned> versions) {
        return versions.stream().map(v -> v.version() + " " + v.owner().name()).toList();
    }
}
