package dev.gatehouse.server;

import static dev.gatehouse.server.testing.ManagedApi.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.MadeUpRegistry;
import dev.gatehouse.server.testing.ManagedApi;
import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.ScriptedUpstream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;

/** Repositories and upstreams are made and changed while the real server runs. */
class ManagedIT {
    private static final String FILE = "left-pad/-/left-pad-9.9.9.tgz";

    @TempDir private Path directory = Path.of("");
    private final ScriptedUpstream open =
            ScriptedUpstream.answering(
                    MadeUpRegistry.of(
                            NpmPackage.of("left-pad", "9.9.9", "from-public"),
                            NpmPackage.of("right-pad", "9.9.9", "from-public")));
    private final ScriptedUpstream elsewhere =
            ScriptedUpstream.answering(
                    MadeUpRegistry.of(NpmPackage.of("left-pad", "9.9.9", "from-elsewhere")));
    private final ScriptedUpstream internal =
            ScriptedUpstream.answering(
                    MadeUpRegistry.of(NpmPackage.of("left-pad", "1.0.0", "from-internal")));
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
        open.close();
        elsewhere.close();
        internal.close();
    }

    private String packument() throws IOException, InterruptedException {
        return get("left-pad").body();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return gate.get(gate.registry("main").resolve(path));
    }

    @Test
    void aRepositoryMadeByApiServesAllFormatsAtOnce() throws Exception {
        assertThat(gate.publish("main", NpmPackage.of("ours", "1.0.0", "from-us")).statusCode())
                .isEqualTo(201);

        assertThat(get("ours").body()).contains("from-us");
        assertThat(gate.get(gate.mount("main", "pypi").resolve("simple/")).statusCode())
                .isEqualTo(200);
        assertThat(
                        gate.get(gate.mount("main", "maven").resolve("a/b/maven-metadata.xml"))
                                .statusCode())
                .isEqualTo(404);
        assertThat(api.audit()).contains("\"subject\":\"repository main\"", "\"actor\":\"admin\"");
    }

    @Test
    void aChangeOfTrustIsInForceForTheNextIndexAndTheNextFile() throws Exception {
        String slug = api.upstream("npm-public", open.url(), "\"priority\":2");
        api.upstream("internal", internal.url(), "");
        assertThat(packument()).contains("from-public", "from-internal");

        api.trust(slug, "Untrusted");
        assertThat(packument()).contains("from-internal").doesNotContain("from-public");
        assertThat(get(FILE).statusCode()).isEqualTo(403);

        api.trust(slug, "Trusted");
        assertThat(packument()).contains("from-public", "from-internal");
        assertThat(get(FILE).statusCode()).isEqualTo(200);
        assertThat(api.audit())
                .contains(
                        "trust changed from TRUSTED to UNTRUSTED",
                        "trust changed from UNTRUSTED to TRUSTED");
    }

    @Test
    void aRenamedUpstreamKeepsItsProvenance() throws Exception {
        String slug = api.upstream("npm-public", open.url(), "\"trust_level\":\"Untrusted\"");
        assertThat(get(FILE).statusCode()).isEqualTo(200);
        api.upstream("internal", internal.url(), "");

        object(api.patch(slug, "{\"name\":\"renamed\"}"), 200);

        assertThat(packument()).contains("from-public", "from-internal");
        assertThat(api.audit()).contains("renamed from npm-public");
    }

    @Test
    void anUpstreamThatIsRemovedAndMadeAgainStartsWithoutProvenance() throws Exception {
        String slug = api.upstream("npm-public", open.url(), "\"trust_level\":\"Untrusted\"");
        assertThat(get(FILE).statusCode()).isEqualTo(200);
        api.upstream("internal", internal.url(), "");
        assertThat(packument()).contains("from-public");

        api.remove(slug);
        assertThat(packument()).doesNotContain("from-public");
        String again = api.upstream("npm-public", open.url(), "\"trust_level\":\"Untrusted\"");

        assertThat(again).isNotEqualTo(slug);
        assertThat(packument()).contains("from-internal").doesNotContain("from-public");
        assertThat(get(FILE).statusCode()).isEqualTo(403);
    }

    @Test
    void theEndOfAnUpstreamTellsHowManyNamesItSetsFree() throws Exception {
        api.upstream("npm-public", open.url(), "\"trust_level\":\"Untrusted\"");
        String slug = api.upstream("internal", internal.url(), "");
        assertThat(packument()).contains("from-internal");

        api.remove(slug);

        assertThat(api.audit()).contains("\"freed\":\"1\"");
    }

    @Test
    void anotherUrlIsAnotherSourceUnderTheSameSlug() throws Exception {
        String slug = api.upstream("npm-public", open.url(), "\"trust_level\":\"Untrusted\"");
        assertThat(get(FILE).statusCode()).isEqualTo(200);
        api.upstream("internal", internal.url(), "");

        object(api.patch(slug, "{\"upstream_url\":\"" + elsewhere.url() + "\"}"), 200);

        assertThat(object(api.get(slug), 200).path("upstream_url").asString(""))
                .isEqualTo(elsewhere.url().toString());
        assertThat(packument())
                .contains("from-internal")
                .doesNotContain("from-public", "from-elsewhere");
        assertThat(api.audit()).contains("removed; its provenance and presence ended");
    }

    @Test
    void everythingIsThereAfterARestart() throws Exception {
        String slug = api.upstream("npm-public", open.url(), "\"trust_level\":\"Untrusted\"");
        assertThat(get(FILE).statusCode()).isEqualTo(200);
        api.upstream("internal", internal.url(), "\"priority\":7");
        String before = api.get(slug).body();

        gate.restart();

        assertThat(api.get(slug).body()).isEqualTo(before);
        assertThat(packument()).contains("from-public", "from-internal");
        assertThat(get("right-pad").body()).contains("from-public");
    }

    @Test
    void settingsOfAFormatAreInForceForTheNextRequest() throws Exception {
        api.upstream("npm-public", open.url(), "\"trust_level\":\"Untrusted\"");
        assertThat(packument()).contains("from-public");
        String settings = "trust/main/main/settings/npm/";

        object(gate.api("PATCH", settings, "{\"owned_names\":[\"left-*\"]}"), 200);

        assertThat(packument()).doesNotContain("from-public");
        assertThat(get("right-pad").body()).contains("from-public");
        assertThat(object(gate.api("GET", settings, ""), 200).path("owned_names").toString())
                .isEqualTo("[\"left-*\"]");

        object(gate.api("PATCH", settings, "{\"owned_names\":null}"), 200);
        assertThat(packument()).contains("from-public");
    }

    @Test
    void aRepositoryThatIsRemovedTakesItsNamesWithIt() throws Exception {
        String first =
                object(gate.api("GET", "repos/main/main/", ""), 200).path("slug_perm").asString("");
        gate.publish("main", NpmPackage.of("ours", "1.0.0", "from-us"));

        assertThat(gate.api("DELETE", "repos/main/main/", "").statusCode()).isEqualTo(204);
        assertThat(get("ours").statusCode()).isEqualTo(404);
        assertThat(gate.api("GET", "repos/main/main/", "").statusCode()).isEqualTo(404);
        String second = api.repository().path("slug_perm").asString("");

        assertThat(second).isNotEqualTo(first);
        assertThat(get("ours").statusCode()).isEqualTo(404);
        gate.restart();
        assertThat(gate.api("GET", "repos/", "").body()).contains(second).doesNotContain(first);
    }
}
