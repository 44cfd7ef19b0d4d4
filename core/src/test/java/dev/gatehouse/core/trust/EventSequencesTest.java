package dev.gatehouse.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Presence;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.trust.PresenceMemory.Effect;
import dev.gatehouse.core.trust.ReferenceModel.Times;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Random sequences of events, through the code and through the reference model. {@code -Dseed=SEED}
 * plays one again, {@code -Dsequences=COUNT} plays more of them.
 */
class EventSequencesTest {
    private static final int LENGTH = 250;
    private static final long HOUR = 3_600_000;

    @Test
    void noSequenceOfEventsLeadsAwayFromTheModel() {
        var seed = Optional.ofNullable(Long.getLong("seed"));
        var first = seed.orElse(1L);
        var last = seed.orElse(Long.getLong("sequences", 410));

        for (var s = first; s <= last; s++) {
            var events = events(s);
            var sequence = s;
            var divergence = divergence(sequence, events, UpstreamTrustEngine::new);
            if (divergence.isPresent()) {
                fail(report(sequence, events, UpstreamTrustEngine::new));
            }
        }
    }

    @Test
    void theSequencesReachEveryRulingAndEveryEffect() {
        var rulings = new EnumMap<Ruling, Integer>(Ruling.class);
        var effects = new EnumMap<Effect, Integer>(Effect.class);

        for (var seed = 1L; seed <= 20; seed++) {
            var gate = new TestedGate(new World(), new Counting(rulings), settings(times(seed)));
            gate.play(events(seed)).forEach(effect -> effects.merge(effect, 1, Integer::sum));
        }

        assertThat(rulings).containsOnlyKeys(Ruling.values());
        assertThat(rulings.values()).allMatch(count -> count > 50);
        assertThat(effects).containsOnlyKeys(Effect.values());
        assertThat(effects.values()).allMatch(count -> count > 10);
    }

    @Test
    void anEngineThatTakesUnknownForAbsentIsFoundAndShrunk() {
        Supplier<TrustEngine> careless = Careless::new;
        var seed = 1L;
        while (divergence(seed, events(seed), careless).isEmpty()) {
            seed++;
        }

        var report = report(seed, events(seed), careless);

        assertThat(report).contains("-Dseed=" + seed).contains("WITHHELD");
        assertThat(report.lines().filter(line -> line.startsWith("  "))).hasSizeLessThan(5);
    }

    private static List<Event> events(long seed) {
        var random = new Random(seed);
        var events = new ArrayList<Event>();
        while (events.size() < LENGTH) {
            if (random.nextInt(40) == 0) {
                events.addAll(Event.departure(random));
            }
            events.add(Event.random(random));
        }
        return events;
    }

    /** The first difference, if there is one. */
    private static Optional<String> divergence(
            long seed, List<Event> events, Supplier<TrustEngine> engine) {
        var world = new World();
        var monitor = seed % 10 == 0;
        var times = times(seed);
        var tested =
                new TestedGate(world, engine.get(), settings(times))
                        .enforcing(monitor ? Enforcement.MONITOR : Enforcement.ENFORCE);
        var model = new ModelGate(world, times, monitor);
        for (var event : events) {
            world.apply(event);
            var actual = tested.apply(event);
            var expected = model.apply(event);
            if (!actual.equals(expected)) {
                return Optional.of(event + "\ngate:  " + actual + "\nmodel: " + expected);
            }
        }
        return Optional.empty();
    }

    private static Times times(long seed) {
        long[] ttls = {300_000, 3_000, 0, 300_000};
        long[] confirmations = {24 * HOUR, 24 * HOUR, HOUR};
        return new Times(
                ttls[(int) (seed % 4)],
                confirmations[(int) (seed % 3)],
                seed % 5 < 2,
                seed % 7 == 0 ? 5 * HOUR : 24 * HOUR);
    }

    private static PresenceSettings settings(Times times) {
        return new PresenceSettings(
                Duration.ofMillis(times.ttl()),
                Duration.ofMillis(times.confirmation()),
                times.lastKnown(),
                Duration.ofMillis(times.limit()));
    }

    private static String report(long seed, List<Event> events, Supplier<TrustEngine> engine) {
        var minimal = Shrinker.shrink(events, some -> divergence(seed, some, engine).isPresent());
        var lines = new StringBuilder("again with -Dseed=" + seed + "; shrunk to:\n");
        minimal.forEach(event -> lines.append("  ").append(event).append('\n'));
        return lines + divergence(seed, minimal, engine).orElse("");
    }

    /** Counts the rulings of the right engine. */
    private record Counting(Map<Ruling, Integer> reached) implements TrustEngine {
        @Override
        public SourceRuling rule(PackageName name, List<SourceFacts> facts) {
            var ruling = new UpstreamTrustEngine().rule(name, facts);
            ruling.sources().forEach(s -> reached.merge(s.ruling(), 1, Integer::sum));
            return ruling;
        }

        @Override
        public <R extends Release, P> VisibleIndex<R, P> select(
                SourceRuling ruling, List<Offer<R, P>> offers, Map<Version, SourceId> pins) {
            return new UpstreamTrustEngine().select(ruling, offers, pins);
        }
    }

    /** Wrong on purpose. */
    private static final class Careless implements TrustEngine {
        @Override
        public SourceRuling rule(PackageName name, List<SourceFacts> facts) {
            return new UpstreamTrustEngine()
                    .rule(name, facts.stream().map(Careless::trusting).toList());
        }

        private static SourceFacts trusting(SourceFacts facts) {
            return facts.presence() == Presence.UNKNOWN
                    ? Sample.facts(facts.source(), Presence.ABSENT)
                    : facts;
        }

        @Override
        public <R extends Release, P> VisibleIndex<R, P> select(
                SourceRuling ruling, List<Offer<R, P>> offers, Map<Version, SourceId> pins) {
            return new UpstreamTrustEngine().select(ruling, offers, pins);
        }
    }
}
