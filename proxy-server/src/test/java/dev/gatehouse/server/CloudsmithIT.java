package dev.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.ClientTool.Run;
import dev.gatehouse.server.testing.CloudsmithTool;
import dev.gatehouse.server.testing.MadeUpRegistry;
import dev.gatehouse.server.testing.ManagedApi;
import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.ScriptedUpstream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/** Cloudsmith's own command manages repositories and upstreams here. */
class CloudsmithIT {
    @TempDir private Path directory = Path.of("");
    @TempDir private Path home = Path.of("");
    private final ScriptedUpstream open =
            ScriptedUpstream.answering(
                    MadeUpRegistry.of(NpmPackage.of("left-pad", "9.9.9", "from-public")));
    private final ScriptedUpstream internal =
            ScriptedUpstream.answering(
                    MadeUpRegistry.of(NpmPackage.of("left-pad", "1.0.0", "from-internal")));
    private RunningGate gate;
    private CloudsmithTool cloudsmith;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        gate = RunningGate.managed(directory, InstantSource.system());
        cloudsmith = CloudsmithTool.of(home, gate, RunningGate.TOKEN);
    }

    @AfterEach
    void stop() throws IOException {
        gate.close();
        open.close();
        internal.close();
    }

    @Test
    void itKnowsWhoItIsAndWhatTheServiceIs() throws Exception {
        assertThat(cloudsmith.run("whoami", "-v").succeeds().output()).contains("admin");
        assertThat(cloudsmith.run("check", "service").succeeds().output())
                .contains("Gatehouse is up.", "up-to-date");
        cloudsmith.run("check", "limits").succeeds();

        Run nobody = CloudsmithTool.of(home.resolve("nobody"), gate, "").run("whoami");
        assertThat(nobody.exit()).as(nobody.output()).isEqualTo(1);
        Run wrong = CloudsmithTool.of(home.resolve("wrong"), gate, "gh_wrong").run("whoami");
        assertThat(wrong.exit()).as(wrong.output()).isEqualTo(401 % 256);
    }

    @Test
    void repositoriesAreMadeListedChangedAndDeleted() throws Exception {
        Path made = cloudsmith.file("repo.json", "{\"name\":\"Team A\"}");
        Path changed = cloudsmith.file("change.json", "{\"description\":\"of team A\"}");

        cloudsmith.run("repos", "create", "main", made.toString()).succeeds();
        assertThat(cloudsmith.run("repos", "list").succeeds().output()).contains("team-a");
        assertThat(cloudsmith.run("repos", "list", "main").succeeds().output()).contains("team-a");
        cloudsmith.run("repos", "update", "main/team-a", changed.toString()).succeeds();
        JsonNode shown = cloudsmith.json("repos", "get", "main/team-a").path("data").path(0);
        assertThat(shown.path("description").asString("")).isEqualTo("of team A");
        assertThat(shown.path("name").asString("")).isEqualTo("Team A");

        Run again = cloudsmith.run("repos", "create", "main", made.toString());
        assertThat(again.exit()).as(again.output()).isEqualTo(422 % 256);
        cloudsmith.run("repos", "delete", "main/team-a", "-y").succeeds();
        Run gone = cloudsmith.run("repos", "get", "main/team-a");
        assertThat(gone.exit()).as(gone.output()).isEqualTo(404 % 256);
    }

    @ParameterizedTest
    @CsvSource({"npm", "python", "maven"})
    void upstreamsAreMadeListedChangedAndDeleted(String format) throws Exception {
        new ManagedApi(gate).repository();
        Path made =
                cloudsmith.file(
                        "upstream.json",
                        """
                        {"name": "internal", "upstream_url": "http://127.0.0.1:9/%s/",
                         "mode": "Cache and Proxy", "priority": 3, "is_active": true,
                         "verify_ssl": true, "auth_mode": "Username and Password",
                         "auth_username": "ci", "auth_secret": "hunter2-secret",
                         "extra_header_1": "X-Team", "extra_value_1": "a"}
                        """
                                .formatted(format));
        Path changed = cloudsmith.file("change.json", "{\"trust_level\": \"Untrusted\"}");

        cloudsmith.run("upstream", format, "create", "main/main", made.toString()).succeeds();
        JsonNode shown =
                cloudsmith.json("upstream", format, "list", "main/main").path("data").path(0);
        assertThat(shown.path("name").asString("")).isEqualTo("internal");
        assertThat(shown.path("trust_level").asString("")).isEqualTo("Trusted");
        assertThat(shown.toString()).doesNotContain("hunter2-secret");

        String slug = "main/main/" + shown.path("slug_perm").asString("");
        cloudsmith.run("upstream", format, "update", slug, changed.toString()).succeeds();
        assertThat(
                        cloudsmith
                                .json("upstream", format, "list", "main/main")
                                .path("data")
                                .path(0)
                                .path("trust_level")
                                .asString(""))
                .isEqualTo("Untrusted");
        cloudsmith.run("upstream", format, "delete", slug, "-y").succeeds();
        assertThat(cloudsmith.json("upstream", format, "list", "main/main").path("data")).isEmpty();
    }

    @Test
    void aChangeOfTrustByTheCommandActsOnTheNextRequest() throws Exception {
        ManagedApi api = new ManagedApi(gate);
        api.repository();
        String slug = api.upstream("npm-public", open.url(), "\"priority\":2");
        api.upstream("internal", internal.url(), "");
        assertThat(packument()).contains("from-public", "from-internal");
        Path untrusted = cloudsmith.file("untrusted.json", "{\"trust_level\": \"Untrusted\"}");

        cloudsmith
                .run("upstream", "npm", "update", "main/main/" + slug, untrusted.toString())
                .succeeds();

        assertThat(packument()).contains("from-internal").doesNotContain("from-public");
    }

    @Test
    void aWrongChoiceIsToldWithItsField() throws Exception {
        ManagedApi api = new ManagedApi(gate);
        api.repository();
        String slug = api.upstream("internal", internal.url(), "");
        Path wrong = cloudsmith.file("wrong.json", "{\"trust_level\": \"Sometimes\"}");

        Run refused =
                cloudsmith.run("upstream", "npm", "update", "main/main/" + slug, wrong.toString());

        assertThat(refused.exit()).as(refused.output()).isEqualTo(422 % 256);
        assertThat(refused.output())
                .contains("Trust_level Field: 'Sometimes' is not a valid choice");
    }

    private String packument() throws IOException, InterruptedException {
        return gate.get(gate.registry("main").resolve("left-pad")).body();
    }
}
