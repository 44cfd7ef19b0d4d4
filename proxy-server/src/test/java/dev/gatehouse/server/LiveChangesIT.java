package dev.gatehouse.server;

import static dev.gatehouse.server.testing.RunningGate.npm;
import static dev.gatehouse.server.testing.RunningGate.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.MadeUpRegistry;
import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.ScriptedUpstream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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

/** An operator changes upstreams while clients install: each answer is of one configuration. */
class LiveChangesIT {
    private static final int CLIENTS = 32;
    private static final int CHANGES = 80;
    private static final long SEED = 4283;

    private final ScriptedUpstream open =
            ScriptedUpstream.answering(
                    MadeUpRegistry.of(
                            NpmPackage.of("ours", "9.9.9", "P"),
                            NpmPackage.of("free", "9.9.9", "P"),
                            NpmPackage.of("both", "1.0.0", "P"),
                            NpmPackage.of("both", "9.9.9", "P")));
    private final ScriptedUpstream internal =
            ScriptedUpstream.answering(MadeUpRegistry.of(NpmPackage.of("both", "1.0.0", "V")));
    private final JsonMapper json = new JsonMapper();
    private final List<Setting> settings = settings();
    private RunningGate gate;

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
        assertThat(gate.publish("main", NpmPackage.of("ours", "1.0.0", "L")).statusCode())
                .isEqualTo(201);
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
        String v = upstream("internal", internal.url(), "trusted", "priority: 2");
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
                        repositories(open("npm-public", "untrusted", 3), v, "owned-names: [free]"),
                        seen(mine, Map.of(), internalOnly)),
                new Setting(
                        repositories(open("npm-public", "trusted", 1), v),
                        seen(shared, theirs, publicFirst)),
                new Setting(
                        repositories(open("npm-public", "untrusted", 3)),
                        seen(mine, theirs, publicFirst)));
    }

    private String open(String name, String trust, int priority) {
        return upstream(name, open.url(), trust, "priority: " + priority);
    }

    private static String repositories(String... lines) {
        List<String> all = new ArrayList<>(List.of("upstreams:"));
        all.addAll(List.of(lines));
        return npm("main", all.toArray(String[]::new));
    }

    private static Map<String, Map<String, String>> seen(
            Map<String, String> ours, Map<String, String> free, Map<String, String> both) {
        return Map.of("ours", ours, "free", free, "both", both);
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
                String name = List.of("ours", "free", "both").get(i % 3);
                clients.add(threads.submit(() -> ask(name, taken, begun, over)));
            }
            try {
                for (int change = 1; change <= CHANGES; change++) {
                    int next = random.nextInt(settings.size());
                    order.add(next);
                    begun.set(change);
                    gate.reload(settings.get(next).repositories());
                    taken.set(change);
                    assertThat(versions("ours")).isEqualTo(settings.get(next).seen().get("ours"));
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

    /** What the packument lists, each with the source whose word stands in it; a refusal: none. */
    private Map<String, String> versions(String name) throws Exception {
        var answer = gate.get(gate.registry("main").resolve(name));
        Map<String, String> versions = new TreeMap<>();
        if (answer.statusCode() == 403) {
            return versions;
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode document = json.readTree(answer.body());
        for (var entry : document.get("versions").properties()) {
            versions.put(entry.getKey(), entry.getValue().get("description").stringValue());
        }
        assertThat(versions).containsKey(document.get("dist-tags").get("latest").stringValue());
        return versions;
    }
}
