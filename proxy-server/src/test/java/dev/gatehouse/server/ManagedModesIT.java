package dev.gatehouse.server;

import static dev.gatehouse.server.testing.ManagedApi.object;
import static dev.gatehouse.server.testing.RunningGate.npm;
import static dev.gatehouse.server.testing.RunningGate.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.ManagedApi;
import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.RunningGate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** Declared in the file, or managed while the server runs: from one to the other and back. */
class ManagedModesIT {
    private static final URI INTERNAL = URI.create("http://127.0.0.1:9/npm/");

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
    void whatTheFileDeclaresIsShownAndNotChanged() throws Exception {
        gate.reload(npm("main", "upstreams:", upstream("internal", INTERNAL, "trusted")));
        JsonNode shown = object(gate.api("GET", "repos/main/main/upstream/npm/", ""), 200).path(0);
        String slug = shown.path("slug_perm").asString("");

        for (HttpResponse<String> refused :
                List.of(
                        api.patch(slug, "{\"trust_level\":\"Untrusted\"}"),
                        gate.api("DELETE", "repos/main/main/upstream/npm/" + slug + "/", ""),
                        gate.api("POST", "repos/main/main/upstream/npm/", "{}"),
                        gate.api("PATCH", "repos/main/main/", "{}"),
                        gate.api("DELETE", "repos/main/main/", ""),
                        gate.api("POST", "repos/main/", "{\"name\":\"x\"}"),
                        gate.api("PATCH", "trust/main/main/settings/npm/", "{}"))) {
            assertThat(object(refused, 409).path("detail").asString(""))
                    .containsPattern("declared at .*gatehouse.yaml:\\d+:\\d+: change it there")
                    .contains("gatehouse reload");
        }

        assertThat(shown.path("name").asString("")).isEqualTo("internal");
        assertThat(shown.path("declared_at").asString("")).contains("gatehouse.yaml:9:");
    }

    @Test
    void theExportDeclaresTheSame() throws Exception {
        api.upstream("internal", INTERNAL, "\"priority\":3,\"canary\":\"acme-ui\"");
        object(
                gate.api(
                        "PATCH",
                        "trust/main/main/settings/npm/",
                        "{\"owned_names\":[\"@acme/*\"]}"),
                200);
        String before = gate.api("GET", "repos/main/main/upstream/npm/", "").body();

        String text =
                object(gate.api("GET", "export/", ""), 200).path("configuration").asString("");
        gate.reload(text.substring(text.indexOf("repositories:\n") + "repositories:\n".length()));

        JsonNode declared =
                object(gate.api("GET", "repos/main/main/upstream/npm/", ""), 200).path(0);
        JsonNode managed = json.readTree(before).path(0);
        for (String field : List.of("name", "upstream_url", "priority", "canary", "trust_level")) {
            assertThat(declared.path(field)).isEqualTo(managed.path(field));
        }
        assertThat(gate.api("GET", "trust/main/main/settings/npm/", "").body()).contains("@acme/*");
    }

    @Test
    void whatWasPublishedStaysFromOneModeToTheOtherAndBack() throws Exception {
        String slug = api.upstream("internal", INTERNAL, "");
        gate.publish("main", NpmPackage.of("ours", "1.0.0", "from-us"));

        gate.reload(npm("main", "owned-names: [ours]"));
        assertThat(ours()).contains("from-us");
        assertThat(api.get(slug).statusCode()).isEqualTo(404);

        gate.reload("");
        assertThat(ours()).contains("from-us");
        assertThat(object(api.get(slug), 200).path("name").asString("")).isEqualTo("internal");
    }

    private String ours() throws IOException, InterruptedException {
        return gate.get(gate.registry("main").resolve("ours")).body();
    }
}
