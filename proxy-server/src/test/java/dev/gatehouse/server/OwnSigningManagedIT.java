package dev.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.cli.Desk;
import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.SigningGate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** Own signing as operators switch it on and look after it, by API and on the command line. */
final class OwnSigningManagedIT {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir private Path directory = Path.of("");

    private RunningGate managed(String more) throws Exception {
        RunningGate gate =
                RunningGate.managed(
                        Files.createDirectories(directory.resolve("gate")),
                        more,
                        InstantSource.system());
        for (String name : new String[] {"main", "other"}) {
            assertThat(gate.api("POST", "repos/main/", "{\"name\":\"" + name + "\"}").statusCode())
                    .isEqualTo(201);
        }
        return gate;
    }

    private static String keyOf(RunningGate gate, String repository) throws Exception {
        var answer = gate.get(gate.registry(repository).resolve("acme-ui"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body())
                .path("versions")
                .path("1.0.0")
                .path("dist")
                .path("signatures")
                .path(0)
                .path("keyid")
                .asString("");
    }

    @Test
    void aManagedRepositorySignsAfterAPatchAndACopyIsSignedByWhereItGoes() throws Exception {
        try (RunningGate gate = managed(SigningGate.lines(SigningGate.KEY))) {
            for (String name : new String[] {"main", "other"}) {
                var patched = gate.api("PATCH", "repos/main/" + name + "/", "{\"signing\":true}");
                assertThat(patched.statusCode()).as(patched.body()).isEqualTo(200);
                assertThat(patched.body()).contains("\"signing\":true");
            }
            NpmPackage ours = NpmPackage.of("acme-ui", "1.0.0", "ours");
            assertThat(gate.publish("main", ours).statusCode()).isEqualTo(201);
            JsonNode shown =
                    JSON.readTree(
                            gate.api("GET", "packages/main/main/?query=name:acme-ui", "").body());

            var copied =
                    gate.api(
                            "POST",
                            "packages/main/main/"
                                    + shown.path(0).path("slug_perm").stringValue()
                                    + "/copy/",
                            "{\"destination\":\"other\"}");

            assertThat(copied.statusCode()).as(copied.body()).isBetween(200, 201);
            assertThat(keyOf(gate, "main")).startsWith("SHA256:");
            assertThat(keyOf(gate, "other"))
                    .startsWith("SHA256:")
                    .isNotEqualTo(keyOf(gate, "main"));
        }
    }

    @Test
    void withoutAKeyToEncryptWithAPatchIsRefusedAndSaysHowToMakeOne() throws Exception {
        try (RunningGate gate = managed("")) {
            var patched = gate.api("PATCH", "repos/main/main/", "{\"signing\":true}");

            assertThat(patched.statusCode()).as(patched.body()).isEqualTo(422);
            assertThat(JSON.readTree(patched.body()).path("fields").path("signing").toString())
                    .contains("openssl rand -base64 32");
            assertThat(gate.api("PATCH", "repos/main/main/", "{\"signing\":null}").body())
                    .contains("\"signing\":false");
        }
    }

    @Test
    void keysAreListedAndReplacedOnTheCommandLine() throws Exception {
        try (RunningGate gate = managed(SigningGate.lines(SigningGate.KEY))) {
            Desk desk = new Desk(Files.createDirectory(directory.resolve("desk")));
            desk.environment.put("GATEHOUSE_URL", gate.mount("x", "y").resolve("/").toString());
            desk.environment.put("GATEHOUSE_TOKEN", RunningGate.TOKEN);
            assertThat(desk.run("keys", "rotate", "main")).isNotZero();
            assertThat(desk.err).contains("has no keys of its own");
            gate.api("PATCH", "repos/main/main/", "{\"signing\":true}");
            assertThat(gate.publish("main", NpmPackage.of("acme-ui", "1.0.0", "x")).statusCode())
                    .isEqualTo(201);
            String before = keyOf(gate, "main");

            assertThat(desk.run("keys", "rotate", "main", "--json")).as(desk.err).isZero();

            assertThat(desk.out).contains("\"ecdsa\"").doesNotContain(before);
            assertThat(desk.run("keys", "list", "--repository", "main", "--json")).isZero();
            assertThat(desk.out).contains("\"" + before + "\"");
            assertThat(desk.run("keys", "list", "--repository", "main")).isZero();
            assertThat(desk.out).contains("in use", "replaced 20");
            assertThat(gate.api("GET", "trust/main/main/audit/?kind=signing-key", "").body())
                    .contains("\"rotated\"")
                    .contains("key:" + before);
        }
    }
}
