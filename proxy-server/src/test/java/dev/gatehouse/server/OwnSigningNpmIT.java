package dev.gatehouse.server;

import static dev.gatehouse.server.testing.RunningGate.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.gatehouse.server.testing.ClientTool;
import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.Script;
import dev.gatehouse.server.testing.ScriptedUpstream;
import dev.gatehouse.server.testing.SigningGate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/**
 * {@code npm audit signatures} of the real npm, on trees with packages that were published here.
 */
final class OwnSigningNpmIT {
    private final NpmPackage alpha = NpmPackage.of("alpha", "1.0.0", "first");
    private final NpmPackage own = NpmPackage.of("@acme/ui", "1.0.0", "ours");
    private final SigningRegistry registry = new SigningRegistry(alpha);
    private final ScriptedUpstream source = ScriptedUpstream.answering(registry);
    private RunningGate gate;
    private Path work;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        work = directory;
        gate =
                SigningGate.start(
                        directory.resolve("gate"),
                        RunningGate.npm(
                                "main",
                                "upstreams:",
                                upstream("public", source.url(), "untrusted")));
        assertThat(gate.publish("main", own).statusCode()).isEqualTo(201);
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
        source.close();
    }

    private ClientTool.Run audit(String project, URI registry, String... packages)
            throws Exception {
        Path folder = Files.createDirectory(work.resolve(project));
        Files.writeString(folder.resolve("package.json"), "{\"name\":\"p\",\"version\":\"1.0.0\"}");
        ClientTool npm = ClientTool.npm(work.resolve("home-" + project));
        npm.uses(gate, "main", "");
        String option = "--registry=" + registry;
        String[] install = new String[packages.length + 2];
        install[0] = "install";
        install[1] = option;
        System.arraycopy(packages, 0, install, 2, packages.length);
        npm.run(folder, install).succeeds();
        Path hook = work.resolve("no-look-up-outside.cjs");
        try (InputStream in = getClass().getResourceAsStream("/npm/" + hook.getFileName())) {
            Files.copy(Objects.requireNonNull(in), hook, StandardCopyOption.REPLACE_EXISTING);
        }
        return npm.with("NODE_OPTIONS", "--require " + hook)
                .run(folder, "audit", "signatures", option);
    }

    @Test
    void aTreeOfPublicAndOwnPackagesIsGreen() throws Exception {
        ClientTool.Run run = audit("both", gate.registry("main"), "alpha", "@acme/ui");

        run.succeeds();
        assertThat(run.output()).contains("2 packages have verified registry signatures");
    }

    @Test
    void aPublicPackageWhoseSignatureIsOfAnotherVersionIsRed() throws Exception {
        registry.signing("alpha@1.0.1:" + alpha.integrity());

        ClientTool.Run run = audit("forged", gate.registry("main"), "alpha", "@acme/ui");

        run.fails();
        assertThat(run.output()).contains("alpha").contains("invalid registry signature");
    }

    @Test
    void anOwnPackageWhoseSignatureWasTamperedWithIsRed() throws Exception {
        assertThat(gate.publish("main", NpmPackage.of("@acme/ui", "1.0.1", "x")).statusCode())
                .isEqualTo(201);
        String newer = signature("1.0.1");
        try (ScriptedUpstream between = between(signature("1.0.0"), newer)) {
            ClientTool.Run run = audit("tampered", between.url(), "@acme/ui@1.0.0");

            run.fails();
            assertThat(run.output()).contains("@acme/ui").contains("invalid registry signature");
        }
    }

    /** Hands on what the server answers, with another signature in the place of one. */
    private ScriptedUpstream between(String one, String other) {
        return ScriptedUpstream.answering(
                request -> {
                    try {
                        URI url = gate.registry("main").resolve(request.path().substring(1));
                        var answer = gate.get(url, "Accept", "application/json");
                        byte[] body = answer.body().replace(one, other).getBytes(ISO_8859_1);
                        return Script.status(answer.statusCode())
                                .type(answer.headers().firstValue("content-type").orElse(""))
                                .body(body);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private String signature(String version) throws Exception {
        return packument()
                .path("versions")
                .path(version)
                .path("dist")
                .path("signatures")
                .path(0)
                .path("sig")
                .stringValue();
    }

    private JsonNode packument() throws Exception {
        var answer = gate.get(gate.registry("main").resolve("@acme%2fui"));
        assertThat(answer.statusCode()).isEqualTo(200);
        return new JsonMapper().readTree(answer.body());
    }

    @Test
    void whatAnOldKeyHasSignedStaysGreenAfterRotationAndRestart() throws Exception {
        String before = signature("1.0.0");
        assertThat(gate.api("POST", "trust/main/main/keys/rotate/", "").statusCode())
                .isEqualTo(200);
        assertThat(gate.publish("main", NpmPackage.of("beta", "1.0.0", "b")).statusCode())
                .isEqualTo(201);
        gate.restart();

        ClientTool.Run run = audit("rotated", gate.registry("main"), "@acme/ui", "beta", "alpha");

        run.succeeds();
        assertThat(run.output()).contains("3 packages have verified registry signatures");
        assertThat(signature("1.0.0")).isEqualTo(before);
    }

    @Test
    void ownSignaturesAreShownAndCountForNothing() throws Exception {
        var answer = gate.api("GET", "packages/main/main/?query=name:ui", "");
        JsonNode shown = new JsonMapper().readTree(answer.body()).path(0);

        assertThat(shown.path("signatures").path(0).path("trust").stringValue())
                .as("%s", shown)
                .isEqualTo("repository");
        assertThat(shown.path("signed").asBoolean(false)).isFalse();
    }
}
