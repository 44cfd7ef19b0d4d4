package dev.gatehouse.server;

import static dev.gatehouse.server.testing.ManagedApi.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.ManagedApi;
import dev.gatehouse.server.testing.RunningGate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What edits of repositories and upstreams may say, to whom, and who wins. */
class ManagedEditsIT {
    private static final URI INTERNAL = URI.create("http://127.0.0.1:9/npm/");
    private static final String LOGIN =
            "\"auth_mode\":\"Username and Password\",\"auth_username\":\"ci\","
                    + "\"auth_secret\":\"hunter2-secret\",\"extra_header_1\":\"X-Team\","
                    + "\"extra_value_1\":\"header-secret\"";

    @TempDir private Path directory = Path.of("");
    private final JsonMapper json = new JsonMapper();
    private RunningGate gate;
    private ManagedApi api;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        gate = RunningGate.managed(directory, InstantSource.system());
        api = new ManagedApi(gate);
        api.repository();
    }

    @AfterEach
    void stop() throws IOException {
        gate.close();
    }

    @Test
    void whatIsNotSaidOfAnUpstreamIsItsDefault() throws Exception {
        String slug = api.upstream("internal", INTERNAL, "");

        JsonNode upstream = object(api.get(slug), 200);

        assertThat(upstream.path("trust_level").asString("")).isEqualTo("Trusted");
        assertThat(upstream.path("mode").asString("")).isEqualTo("Cache and Proxy");
        assertThat(upstream.path("priority").asInt(0)).isEqualTo(1);
        assertThat(upstream.path("is_active").asBoolean(false)).isTrue();
        assertThat(upstream.path("verify_ssl").asBoolean(false)).isTrue();
        assertThat(upstream.path("auth_mode").asString("")).isEqualTo("None");
        assertThat(slug).matches("[A-Za-z0-9]{12}");
    }

    @Test
    void anObjectThatIsSentBackAsItWasShownChangesNothing() throws Exception {
        String slug = api.upstream("internal", INTERNAL, LOGIN);
        HttpResponse<String> shown = api.get(slug);
        HttpResponse<String> repository = gate.api("GET", "repos/main/main/", "");

        HttpResponse<String> patched = api.patch(slug, shown.body());
        HttpResponse<String> put =
                gate.api("PUT", "repos/main/main/upstream/npm/" + slug + "/", shown.body());

        object(patched, 200);
        assertThat(without(put)).isEqualTo(without(shown));
        assertThat(object(gate.api("PATCH", "repos/main/main/", repository.body()), 200))
                .isEqualTo(json.readTree(repository.body()));
    }

    private JsonNode without(HttpResponse<String> answer) {
        return ((ObjectNode) object(answer, 200)).without("updated_at");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "trust_level | {\"trust_level\":\"Sometimes\"}",
                "priority | {\"priority\":0}",
                "priority | {\"priority\":\"first\"}",
                "mode | {\"mode\":\"cache\"}",
                "upstream_url | {\"upstream_url\":\"ftp://files.example/\"}",
                "upstream_url | {\"upstream_url\":\"http://169.254.169.254/\"}",
                "name | {\"name\":\"other\"}",
                "is_active | {\"is_active\":\"yes\"}",
                "index_ttl | {\"index_ttl\":\"soon\"}",
                "canary | {\"canary\":\"no name\"}",
                "ca | {\"ca\":\"ca.pem\"}",
                "ca | {\"ca\":\"/nowhere/ca.pem\"}",
                "auth_secret | {\"auth_mode\":\"Token\"}",
                "auth_username | {\"auth_mode\":\"Username and Password\",\"auth_secret\":\"x\"}",
                "auth_mode | {\"auth_mode\":\"Certificate\"}",
                "extra_value_1 | {\"extra_header_1\":\"X-Team\"}",
                "extra_header_1 | {\"extra_header_1\":\"Host\",\"extra_value_1\":\"x\"}",
                "colour | {\"colour\":\"red\"}"
            })
    void aWrongFieldIsNamedAndChangesNothing(String field, String body) throws Exception {
        String slug = api.upstream("internal", INTERNAL, "");
        api.upstream("other", URI.create("http://127.0.0.1:9/other/"), "");
        String before = api.get(slug).body();

        JsonNode error = object(api.patch(slug, body), 422);

        assertThat(error.path("fields").propertyNames()).containsExactly(field);
        assertThat(api.get(slug).body()).isEqualTo(before);
    }

    @Test
    void aCheckOfSignaturesThatIsNotMadeIsNotAccepted() throws Exception {
        String maven = "repos/main/main/upstream/maven/";
        String upstream = "{\"name\":\"central\",\"upstream_url\":\"http://127.0.0.1:9/m/\"%s}";

        JsonNode refused =
                object(
                        gate.api(
                                "POST",
                                maven,
                                upstream.formatted(",\"gpg_verification\":\"Reject Invalid\"")),
                        422);

        assertThat(refused.path("fields").propertyNames()).containsExactly("gpg_verification");
        object(
                gate.api("POST", maven, upstream.formatted(",\"gpg_verification\":\"Allow All\"")),
                201);
    }

    /** At its own host a repository answers alone, so it could pose as all others. */
    @Test
    void whoAdministersOneRepositoryCannotGiveItAHostName() throws Exception {
        String made = "{\"name\":\"of-main\",\"role\":\"admin\",\"repositories\":[\"main\"]}";
        String token = object(gate.api("POST", "tokens/", made), 201).path("token").asString("");
        URI main = gate.registry("main").resolve("/api/repos/main/main/");
        String[] by = {"Authorization", "Bearer " + token, "Content-Type", "application/json"};
        String host = "{\"host\":\"gate.example\"}";

        assertThat(gate.send("PATCH", main, host, by).statusCode()).isEqualTo(403);
        object(gate.send("PATCH", main, "{\"description\":\"ours\"}", by), 200);
        object(gate.api("PATCH", "repos/main/main/", host), 200);
        object(gate.send("PATCH", main, host, by), 200);
        assertThat(gate.send("PATCH", main, "{\"host\":null}", by).statusCode()).isEqualTo(403);
    }

    @Test
    void pinningIsSetAndTakenBack() throws Exception {
        String main = "repos/main/main/";
        assertThat(object(gate.api("GET", main, ""), 200).path("pinning").asString(""))
                .isEqualTo("off");

        JsonNode held = object(gate.api("PATCH", main, "{\"pinning\":\"hold\"}"), 200);

        assertThat(held.path("pinning").asString("")).isEqualTo("hold");
        assertThat(gate.api("PATCH", main, "{\"pinning\":\"on\"}").body()).contains("pinning");
        JsonNode off = object(gate.api("PATCH", main, "{\"pinning\":null}"), 200);
        assertThat(off.path("pinning").asString("")).isEqualTo("off");
    }

    @Test
    void aSecretIsNeverShownAgain() throws Exception {
        String slug = api.upstream("internal", INTERNAL, LOGIN);
        object(api.patch(slug, "{\"auth_secret\":\"another-secret\"}"), 200);

        String all =
                api.get(slug).body()
                        + gate.api("GET", "repos/main/main/upstream/npm/", "").body()
                        + gate.api("GET", "export/", "").body()
                        + api.audit();

        assertThat(all)
                .contains("\"auth_username\":\"ci\"", "auth_secret")
                .contains("${env:MAIN_NPM_INTERNAL_PASSWORD}")
                .doesNotContain("hunter2-secret", "another-secret", "header-secret");
    }

    @Test
    void aSecretDoesNotGoToAServerThatItWasNotGivenFor() throws Exception {
        String slug = api.upstream("internal", INTERNAL, LOGIN);
        String away = "\"upstream_url\":\"http://127.0.0.2:9/npm/\"";

        JsonNode refused = object(api.patch(slug, "{" + away + "}"), 422);

        assertThat(refused.path("fields").propertyNames())
                .containsExactlyInAnyOrder("auth_secret", "extra_value_1");
        object(api.patch(slug, "{\"upstream_url\":\"http://127.0.0.1:9/more/\"}"), 200);
        object(api.patch(slug, "{" + away + "," + LOGIN + "}"), 200);
    }

    @Test
    void ofTwoChangesOfTheSameStateOneIsRefused() throws Exception {
        String slug = api.upstream("internal", INTERNAL, "");
        String tag = api.get(slug).headers().firstValue("etag").orElseThrow();
        assertThat(tag).startsWith("\"");

        List<Integer> statuses =
                together(
                        List.of(
                                () -> api.patch(slug, "{\"priority\":2}", "If-Match", tag),
                                () -> api.patch(slug, "{\"priority\":3}", "If-Match", tag)));

        assertThat(statuses).containsExactlyInAnyOrder(200, 412);
        HttpResponse<String> late = api.patch(slug, "{\"priority\":4}", "If-Match", tag);
        assertThat(object(late, 412).path("detail").asString("")).contains("changed since");
        object(api.patch(slug, "{\"priority\":4}", "If-Match", "*"), 200);
    }

    @Test
    void changesOfOneFieldNeverTakeAnothersBack() throws Exception {
        String slug = api.upstream("internal", INTERNAL, "");
        List<Callable<HttpResponse<String>>> edits = new ArrayList<>();
        List<String> bodies =
                List.of(
                        "{\"priority\":9}",
                        "{\"trust_level\":\"Untrusted\"}",
                        "{\"mode\":\"Proxy Only\"}",
                        "{\"index_ttl\":\"1m\"}",
                        "{\"canary\":\"acme-ui\"}",
                        "{\"is_active\":false}");
        bodies.forEach(body -> edits.add(() -> api.patch(slug, body)));

        assertThat(together(edits)).containsOnly(200);

        JsonNode now = object(api.get(slug), 200);
        assertThat(now.path("priority").asInt(0)).isEqualTo(9);
        assertThat(now.path("trust_level").asString("")).isEqualTo("Untrusted");
        assertThat(now.path("mode").asString("")).isEqualTo("Proxy Only");
        assertThat(now.path("index_ttl").asString("")).isEqualTo("1m");
        assertThat(now.path("canary").asString("")).isEqualTo("acme-ui");
        assertThat(now.path("is_active").asBoolean(true)).isFalse();
    }

    private static List<Integer> together(List<Callable<HttpResponse<String>>> calls)
            throws Exception {
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<HttpResponse<String>> done : threads.invokeAll(calls)) {
                statuses.add(done.get().statusCode());
            }
        }
        return statuses;
    }

    @Test
    void aListIsPaged() throws Exception {
        for (int i = 1; i <= 5; i++) {
            api.upstream("u" + i, URI.create("http://127.0.0.1:9/" + i + "/"), "");
        }

        HttpResponse<String> page =
                gate.api("GET", "repos/main/main/upstream/npm/?page=2&page_size=2", "");

        assertThat(object(page, 200)).hasSize(2);
        assertThat(page.body()).contains("u3", "u4");
        assertThat(page.headers().firstValue("x-pagination-count")).contains("5");
        assertThat(page.headers().firstValue("x-pagination-page")).contains("2");
        assertThat(page.headers().firstValue("x-pagination-pagesize")).contains("2");
        assertThat(page.headers().firstValue("x-pagination-pagetotal")).contains("3");
    }

    @Test
    void aRepositoryThatIsThereIsNotMadeAgain() throws Exception {
        JsonNode error = object(gate.api("POST", "repos/main/", "{\"name\":\"Main\"}"), 422);

        assertThat(error.path("fields").propertyNames()).containsExactly("slug");
        assertThat(
                        object(gate.api("POST", "repos/main/", "{\"name\":\"Team A!\"}"), 201)
                                .path("slug")
                                .asString(""))
                .isEqualTo("team-a");
        JsonNode unbelieved =
                object(
                        gate.api(
                                "POST",
                                "repos/main/",
                                "{\"name\":\"x\",\"repository_type_str\":\"Private\"}"),
                        422);
        assertThat(unbelieved.path("fields").propertyNames())
                .containsExactly("repository_type_str");
    }
}
