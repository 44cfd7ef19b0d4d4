package dev.gatehouse.server;

import static dev.gatehouse.server.testing.RunningGate.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.ClientTool;
import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.Script;
import dev.gatehouse.server.testing.ScriptedUpstream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** A real npm through a server that looks at what the registry has signed. */
final class SignedNpmIT {
    private final NpmPackage alpha = NpmPackage.of("alpha", "1.0.0", "first");
    private final SigningRegistry registry = new SigningRegistry(alpha);
    private final ScriptedUpstream source = ScriptedUpstream.answering(registry);
    private RunningGate gate;
    private Path work;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        work = directory;
        Files.createDirectories(directory.resolve("gate/keys"));
        String repositories =
                RunningGate.npm(
                        "main", "upstreams:", upstream("public", source.url(), "untrusted"));
        gate =
                RunningGate.start(
                        directory.resolve("gate"),
                        repositories + "pgp:\n  keyrings: keys\n",
                        InstantSource.system());
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
        source.close();
    }

    /** What the API shows of the package after npm has installed it. */
    private JsonNode installed() throws Exception {
        Path project = Files.createDirectory(work.resolve("project"));
        Files.writeString(
                project.resolve("package.json"), "{\"name\":\"p\",\"version\":\"1.0.0\"}");
        ClientTool npm = ClientTool.npm(work.resolve("home"));
        npm.uses(gate, "main", "");
        npm.run(project, "install", "alpha").succeeds();
        return shown();
    }

    private JsonNode shown() throws Exception {
        var answer = gate.api("GET", "packages/main/main/?query=name:alpha", "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonMapper().readTree(answer.body()).path(0);
    }

    @Test
    void whatTheRegistryHasSignedIsSignedAndItsKeyIsAskedForOnce() throws Exception {
        JsonNode shown = installed();

        assertThat(shown.path("signed").booleanValue()).as("%s", shown).isTrue();
        JsonNode signature = shown.path("signature");
        assertThat(signature.path("type").stringValue()).isEqualTo("npm-registry");
        assertThat(signature.path("trust").stringValue()).isEqualTo("registry");
        assertThat(signature.path("signer").path("issuer").stringValue()).isEqualTo("public");
        assertThat(source.requests()).filteredOn(r -> r.path().equals("/-/npm/v1/keys")).hasSize(1);
        gate.restart();
        assertThat(shown().path("signed").booleanValue()).isTrue();
    }

    @Test
    void aSignatureOfAnotherVersionIsRefused() throws Exception {
        registry.signing("alpha@1.0.1:" + alpha.integrity());

        assertThat(installed().path("signature").path("reason_code").stringValue())
                .isEqualTo("bad_signature");
        assertThat(shown().path("signed").booleanValue()).isFalse();
    }

    @Test
    void aKeyThatHadExpiredWhenTheVersionCameIsRefused() throws Exception {
        registry.expiring("\"2025-12-31T00:00:00.000Z\"");

        assertThat(installed().path("signature").path("reason_code").stringValue())
                .isEqualTo("key_expired_at_signing");
    }

    @Test
    void aRegistryThatDoesNotTellItsKeysLeavesItUnknown() throws Exception {
        registry.tellingKeysBy(Script.ok("text/html", "<html>log in</html>"));

        assertThat(installed().path("signed").isNull()).isTrue();
    }
}
