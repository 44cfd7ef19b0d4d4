package dev.gatehouse.server;

import static dev.gatehouse.server.testing.RunningGate.block;
import static dev.gatehouse.server.testing.RunningGate.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.Ecosystem;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.ScriptedUpstream;
import dev.gatehouse.server.testing.Shelf;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** An operator changes upstreams while clients ask: each answer is of one configuration. */
abstract class LiveChanges {
    private static final int CLIENTS = 32;
    private static final int CHANGES = 40;
    private static final long SEED = 4283;

    private static final String UNKNOWN = "?";

    private final Ecosystem format = ecosystem();
    private final String ours = format.name("ours");
    private final String free = format.name("acme-free");
    private final String both = format.name("both");
    private final ScriptedUpstream open =
            ScriptedUpstream.answering(
                    format.registry(
                            new Shelf()
                                    .add(ours, "9.9.9", "P")
                                    .add(free, "9.9.9", "P")
                                    .add(both, "1.0.0", "P")
                                    .add(both, "9.9.9", "P")));
    private final ScriptedUpstream internal =
            ScriptedUpstream.answering(format.registry(new Shelf().add(both, "1.0.0", "V")));
    private final List<Setting> settings = settings();
    private RunningGate gate;

    abstract Ecosystem ecosystem();

    /**
     * One configuration, and what clients see of each name while it is in force: version to source.
     */
    private record Setting(String repositories, Map<String, Map<String, String>> seen) {}

    /**
     * One answer.
     *
     * @param from the number of the configuration that was in force when it was asked for
     * @param to the number of the one that was in force, or being taken, when it came
     */
    private record Seen(String name, Map<String, String> versions, int from, int to) {}

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        gate =
                RunningGate.start(
                        directory, settings.getFirst().repositories(), InstantSource.system());
        format.publish(gate, "main", new Shelf.Item(ours, "1.0.0", "L"));
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
        open.close();
        internal.close();
    }

    /** Trust, a rename, priorities, owned names, and an upstream that is removed. */
    private List<Setting> settings() {
        Map<String, String> mine = Map.of("1.0.0", "L");
        Map<String, String> shared = Map.of("1.0.0", "L", "9.9.9", "P");
        Map<String, String> theirs = Map.of("9.9.9", "P");
        Map<String, String> internalOnly = Map.of("1.0.0", "V");
        Map<String, String> internalFirst = Map.of("1.0.0", "V", "9.9.9", "P");
        Map<String, String> publicFirst = Map.of("1.0.0", "P", "9.9.9", "P");
        String owned = "owned-names: ['" + format.ownedPattern() + "']";
        String v = upstream("internal", format.upstream(internal.url()), "trusted", "priority: 2");
        return List.of(
                new Setting(
                        repositories(open("npm-public", "trusted", 3), v),
                        seen(shared, theirs, internalFirst)),
                new Setting(
                        repositories(open("npm-public", "untrusted", 3), v),
                        seen(mine, theirs, internalOnly)),
                new Setting(
                        repositories(open("renamed", "untrusted", 1), v),
                        seen(mine, theirs, internalOnly)),
                new Setting(
                        repositories(open("npm-public", "untrusted", 3), v, owned),
                        seen(mine, Map.of(), internalOnly)),
                new Setting(
                        repositories(open("npm-public", "trusted", 1), v),
                        seen(shared, theirs, publicFirst)),
                new Setting(
                        repositories(open("npm-public", "untrusted", 3)),
                        seen(mine, theirs, publicFirst)));
    }

    private String open(String name, String trust, int priority) {
        return upstream(name, format.upstream(open.url()), trust, "priority: " + priority);
    }

    private String repositories(String... lines) {
        List<String> all = new ArrayList<>(List.of("upstreams:"));
        all.addAll(List.of(lines));
        return block("main", format.format(), all.toArray(String[]::new));
    }

    private Map<String, Map<String, String>> seen(
            Map<String, String> mine, Map<String, String> theirs, Map<String, String> shared) {
        return Map.of(
                ours,
                visible(ours, mine),
                free,
                visible(free, theirs),
                both,
                visible(both, shared));
    }

    /** What of that can be told from an index. */
    private Map<String, String> visible(String name, Map<String, String> sources) {
        Map<String, String> visible = new TreeMap<>();
        sources.forEach(
                (version, source) ->
                        visible.put(
                                version,
                                format.trace(new Shelf.Item(name, version, source)).isPresent()
                                        ? source
                                        : UNKNOWN));
        return visible;
    }

    @Test
    void noAnswerMixesTwoConfigurationsAndNoneIsOfAnEarlierOne() throws Exception {
        List<Integer> order = new ArrayList<>(List.of(0));
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger begun = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        SplittableRandom random = new SplittableRandom(SEED);
        List<Future<List<Seen>>> clients = new ArrayList<>();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                String name = List.of(ours, free, both).get(i % 3);
                clients.add(threads.submit(() -> ask(name, taken, begun, over)));
            }
            try {
                for (int change = 1; change <= CHANGES; change++) {
                    int next = random.nextInt(settings.size());
                    order.add(next);
                    begun.set(change);
                    gate.reload(settings.get(next).repositories());
                    taken.set(change);
                    assertThat(versions(ours)).isEqualTo(settings.get(next).seen().get(ours));
                }
            } finally {
                over.set(true);
            }
        }

        int answers = 0;
        for (Future<List<Seen>> client : clients) {
            for (Seen seen : client.get()) {
                List<Map<String, String>> possible =
                        order.subList(seen.from(), seen.to() + 1).stream()
                                .map(number -> settings.get(number).seen().get(seen.name()))
                                .toList();
                assertThat(seen.versions()).as("%s", seen).isIn(possible);
                answers++;
            }
        }
        assertThat(answers).isGreaterThan(CHANGES);
    }

    private List<Seen> ask(
            String name, AtomicInteger taken, AtomicInteger begun, AtomicBoolean over)
            throws Exception {
        List<Seen> all = new ArrayList<>();
        while (!over.get()) {
            int from = taken.get();
            Map<String, String> versions = versions(name);
            all.add(new Seen(name, versions, from, begun.get()));
        }
        return all;
    }

    /** What the index lists, each with the source of which it is; a refusal: none. */
    private Map<String, String> versions(String name) throws Exception {
        var answer = gate.get(format.index(gate.mount("main", format.format()), name));
        Map<String, String> versions = new TreeMap<>();
        if (answer.statusCode() == format.ofNothingVisible()) {
            return versions;
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        for (String version : format.versions(answer)) {
            versions.put(version, source(answer.body(), name, version));
        }
        return versions;
    }

    private String source(String index, String name, String version) {
        return Stream.of("L", "V", "P")
                .filter(
                        source ->
                                format.trace(new Shelf.Item(name, version, source))
                                        .filter(index::contains)
                                        .isPresent())
                .findFirst()
                .orElse(UNKNOWN);
    }
}
