package dev.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.api.openapi.Documented;
import dev.gatehouse.server.testing.ClientTool;
import dev.gatehouse.server.testing.ManagedApi;
import dev.gatehouse.server.testing.MavenEcosystem;
import dev.gatehouse.server.testing.NpmEcosystem;
import dev.gatehouse.server.testing.PypiEcosystem;
import dev.gatehouse.server.testing.PythonClients;
import dev.gatehouse.server.testing.RefusingPort;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.ScriptedUpstream;
import dev.gatehouse.server.testing.SeededApi;
import dev.gatehouse.server.testing.Shelf;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The document against the real server: by its own refusals, and by schemathesis. */
@Order(1)
class OpenApiIT {
    private static final Path HOOKS = Path.of("src/test/schemathesis").toAbsolutePath();

    @TempDir private Path directory = Path.of("");
    private final RefusingPort nowhere = RefusingPort.open();
    private final Shelf shelf =
            Stream.of(new NpmEcosystem(), new PypiEcosystem(), new MavenEcosystem())
                    .map(e -> e.name("left-pad"))
                    .distinct()
                    .collect(Shelf::new, (s, n) -> s.add(n, "1.0.0", "from-open"), (a, b) -> {});
    private final ScriptedUpstream npm =
            ScriptedUpstream.answering(new NpmEcosystem().registry(shelf));
    private final ScriptedUpstream pypi =
            ScriptedUpstream.answering(new PypiEcosystem().registry(shelf));
    private final ScriptedUpstream maven =
            ScriptedUpstream.answering(new MavenEcosystem().registry(shelf));
    private RunningGate gate;
    private SeededApi seeded;
    private JsonNode policy = MissingNode.getInstance();

    @BeforeEach
    void start() throws Exception {
        gate =
                RunningGate.managed(
                        Files.createDirectory(directory.resolve("gate")),
                        hook(),
                        nowhere.url(),
                        InstantSource.system());
        seeded = SeededApi.fill(gate, List.of(npm.url(), pypi.url(), maven.url()), nowhere.url());
    }

    /** Is told of it all, and never there. */
    private String hook() {
        return """
        webhooks:
          - name: chat
            url: %s
            secret: sixteen-characters-or-more
            events: [publish, quarantine, trust-change]
        """
                .formatted(nowhere.url());
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
        npm.close();
        pypi.close();
        maven.close();
        nowhere.close();
    }

    /**
     * The refusal of an unknown field lists those that are known: together, over the formats, they
     * are the fields of the document.
     */
    @Test
    void everyBodyHasTheFieldsThatAreDocumented() throws Exception {
        policy = aPolicy();
        Map<String, Set<String>> documented = new TreeMap<>();
        Map<String, Set<String>> known = new TreeMap<>();
        for (Map.Entry<String, JsonNode> path : Documented.document().path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                JsonNode schema =
                        operation.getValue().at("/requestBody/content/application~1json/schema");
                if (schema.isMissingNode()) {
                    continue;
                }
                String name = operation.getKey() + " " + path.getKey();
                documented.put(
                        name,
                        new TreeSet<>(
                                Documented.resolved(schema).path("properties").propertyNames()));
                Set<String> fields = known.computeIfAbsent(name, _ -> new TreeSet<>());
                for (String format : List.of("npm", "python", "maven")) {
                    fields.addAll(known(operation.getKey(), path.getKey(), format));
                }
            }
        }

        assertThat(known).isEqualTo(documented).hasSizeGreaterThan(15);
    }

    /** One that is not asked. */
    private JsonNode aPolicy() throws Exception {
        String body =
                """
                {"name": "seed", "enabled": false, "rule": {"type": "require-signed"},
                 "actions": [
                   {"action_type": "AddPackageTags", "tags": ["odd"]},
                   {"action_type": "SetPackageState", "package_state": "HIDDEN"}]}
                """;
        return ManagedApi.object(gate.api("POST", "v2/workspaces/main/policies/", body), 201);
    }

    private Set<String> known(String method, String template, String format) throws Exception {
        String path =
                template.replace("/api/", "")
                        .replace("{workspace}", "main")
                        .replace("{repository}", template.contains("upstream") ? "other" : "main")
                        .replace("{format}", format)
                        .replace("{upstream}", upstream(format))
                        .replace("{identifier}", identifier(template))
                        .replace("{package}", ours(format))
                        .replace("{version}", "1.0.1")
                        .replace("{webhook}", "chat")
                        .replace("{policy}", policy.path("slug_perm").asString(""))
                        .replace("{action}", action(format));
        HttpResponse<String> answer =
                gate.api(method.toUpperCase(Locale.ROOT), path, "{\"no_such_field\":1}");
        assertThat(answer.statusCode()).as(path + answer.body()).isIn(400, 422);
        String text =
                new JsonMapper().readTree(answer.body()).at("/fields/no_such_field/0").asString("");
        assertThat(text)
                .as(path + answer.body())
                .startsWith("unknown field; expected some of [")
                .endsWith("]");
        Set<String> fields = new TreeSet<>();
        for (String field :
                text.substring(text.indexOf('[') + 1, text.length() - 1).split(", ", -1)) {
            if (!field.isEmpty()) {
                fields.add(field);
            }
        }
        return fields;
    }

    /** Each takes the fields of its type only. */
    private String action(String format) {
        return policy.at("/actions/" + (format.equals("npm") ? 0 : 1) + "/slug_perm").asString("");
    }

    private static String ours(String format) {
        return format.equals("maven") ? new MavenEcosystem().name("ours-1") : "ours-1";
    }

    private String upstream(String format) throws Exception {
        String list = gate.api("GET", "repos/main/other/upstream/" + format + "/", "").body();
        return new JsonMapper().readTree(list).at("/0/slug_perm").asString("");
    }

    private String identifier(String template) {
        return seeded.one(template.startsWith("/api/files") ? "file" : "identifier");
    }

    /** Its time is that of this test: the same seed makes the same calls, as far as it goes. */
    @Test
    void schemathesisFindsNothing() throws Exception {
        Path home = Files.createDirectory(directory.resolve("home"));
        int seconds = Integer.getInteger("schemathesis.seconds", isThorough() ? 120 : 20);

        ClientTool.Run run =
                schemathesis(home)
                        .within(Duration.ofSeconds(seconds).plusMinutes(5))
                        .run(
                                home,
                                "--config-file",
                                HOOKS.resolve("schemathesis.toml").toString(),
                                "run",
                                gate.mount("x", "y").resolve("/api/openapi.json").toString(),
                                "--seed",
                                "1",
                                "--max-time",
                                Integer.toString(seconds));

        run.succeeds();
        assertThat(run.output()).containsPattern("\\d\\d generated, \\d+ passed");
        JsonNode self = ManagedApi.object(gate.api("GET", "user/self/", ""), 200);
        assertThat(self.path("role").asString("")).isEqualTo("admin");
        assertThat(gate.api("GET", "repos/main/main/", "").statusCode()).isEqualTo(200);
    }

    private static boolean isThorough() {
        return "true".equals(System.getenv("CI"));
    }

    private ClientTool schemathesis(Path home) throws Exception {
        return PythonClients.isolated(home, PythonClients.schemathesis())
                .without("SCHEMATHESIS_")
                .without("http_proxy")
                .without("https_proxy")
                .without("all_proxy")
                .with("PYTHONPATH", HOOKS.toString())
                .with("PYTHONDONTWRITEBYTECODE", "1")
                .with("SCHEMATHESIS_HOOKS", "hooks")
                .with("NO_COLOR", "1")
                .with("GATEHOUSE_TOKEN", RunningGate.TOKEN)
                .with("GATEHOUSE_THERE", seeded.asJson())
                .with("GATEHOUSE_NOWHERE", nowhere.url().getAuthority());
    }
}
