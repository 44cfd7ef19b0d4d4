package dev.gatehouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.CloudsmithTool;
import dev.gatehouse.server.testing.Ecosystem;
import dev.gatehouse.server.testing.ManagedApi;
import dev.gatehouse.server.testing.RunningGate;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The three ways in which upstreams are changed while the server runs. */
enum Way {
    CLOUDSMITH {
        @Override
        Operator at(Path directory) throws IOException, InterruptedException {
            RunningGate gate = managed(directory);
            Path home = directory.resolve("cloudsmith");
            return new WithCloudsmith(gate, CloudsmithTool.of(home, gate, RunningGate.TOKEN));
        }
    },
    COMMAND {
        @Override
        Operator at(Path directory) throws IOException, InterruptedException {
            RunningGate gate = managed(directory);
            return new WithCommand(gate, desk(directory, gate));
        }
    },
    FILE {
        @Override
        Operator at(Path directory) throws IOException, InterruptedException {
            Map<String, Map<String, String>> upstreams = new TreeMap<>();
            List.of("npm", "pypi", "maven").forEach(f -> upstreams.put(f, new TreeMap<>()));
            Path data = Files.createDirectory(directory.resolve("gate"));
            RunningGate gate =
                    RunningGate.start(data, InTheFile.text(upstreams), InstantSource.system());
            return new InTheFile(gate, desk(directory, gate), upstreams);
        }
    };

    /** An operator with a gate whose repository {@code main} has no upstreams, and serves all. */
    abstract Operator at(Path directory) throws IOException, InterruptedException;

    private static RunningGate managed(Path directory) throws IOException, InterruptedException {
        Path data = Files.createDirectory(directory.resolve("gate"));
        RunningGate gate = RunningGate.managed(data, InstantSource.system());
        new ManagedApi(gate).repository();
        return gate;
    }

    private static Desk desk(Path directory, RunningGate gate) throws IOException {
        Desk desk = new Desk(Files.createDirectory(directory.resolve("desk")));
        desk.environment.put("GATEHOUSE_URL", gate.mount("x", "y").resolve("/").toString());
        desk.environment.put("GATEHOUSE_TOKEN", RunningGate.TOKEN);
        return desk;
    }

    private static void run(Desk desk, String... arguments) {
        assertThat(desk.run(arguments)).as("%s%s", desk.out, desk.err).isZero();
    }

    private record WithCloudsmith(RunningGate gate, CloudsmithTool cloudsmith) implements Operator {
        @Override
        public void add(Ecosystem format, String name, URI url, int priority)
                throws IOException, InterruptedException {
            Path file =
                    cloudsmith.file(
                            "upstream.json",
                            "{\"name\": \"%s\", \"upstream_url\": \"%s\", \"priority\": %d}"
                                    .formatted(name, url, priority));
            cloudsmith
                    .run("upstream", key(format), "create", "main/main", file.toString())
                    .succeeds();
        }

        @Override
        public void distrust(Ecosystem format, String name)
                throws IOException, InterruptedException {
            Path file = cloudsmith.file("untrusted.json", "{\"trust_level\": \"Untrusted\"}");
            JsonNode all = cloudsmith.json("upstream", key(format), "list", "main/main");
            for (JsonNode one : all.path("data")) {
                if (one.path("name").asString("").equals(name)) {
                    String slug = "main/main/" + one.path("slug_perm").asString("");
                    cloudsmith
                            .run("upstream", key(format), "update", slug, file.toString())
                            .succeeds();
                }
            }
        }

        private static String key(Ecosystem format) {
            return format.format().equals("pypi") ? "python" : format.format();
        }
    }

    private record WithCommand(RunningGate gate, Desk desk) implements Operator {
        @Override
        public void add(Ecosystem format, String name, URI url, int priority) {
            String at = Integer.toString(priority);
            String where = url.toString();
            run(desk, "upstream", "add", "main", format.format(), name, where, "--priority", at);
        }

        @Override
        public void distrust(Ecosystem format, String name) {
            run(desk, "upstream", "set", "main", format.format(), name, "--trust", "untrusted");
        }
    }

    /**
     * Somebody with an editor.
     *
     * @param upstreams of each format by their names, as the file has them
     */
    private record InTheFile(
            RunningGate gate, Desk desk, Map<String, Map<String, String>> upstreams)
            implements Operator {
        static String text(Map<String, Map<String, String>> upstreams) {
            StringBuilder text = new StringBuilder("  main:\n");
            upstreams.forEach(
                    (format, all) ->
                            text.append(
                                    "    %s: {upstreams: [%s]}\n"
                                            .formatted(format, String.join(", ", all.values()))));
            return text.toString();
        }

        @Override
        public void add(Ecosystem format, String name, URI url, int priority) {
            String upstream =
                    "{name: %s, url: \"%s\", priority: %d, trust: trusted}"
                            .formatted(name, url, priority);
            of(format).put(name, upstream);
            reload();
        }

        @Override
        public void distrust(Ecosystem format, String name) {
            of(format).computeIfPresent(name, (_, u) -> u.replace(": trusted", ": untrusted"));
            reload();
        }

        private Map<String, String> of(Ecosystem format) {
            return Objects.requireNonNull(upstreams.get(format.format()));
        }

        private void reload() {
            gate.write(text(upstreams));
            run(desk, "reload");
        }
    }
}
