package dev.gatehouse.server;

import static dev.gatehouse.server.testing.RunningGate.TOKEN;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.access.oidc.Issuer;
import dev.gatehouse.server.access.oidc.RunningIssuer;
import dev.gatehouse.server.testing.Certificate;
import dev.gatehouse.server.testing.ClientTool;
import dev.gatehouse.server.testing.ClientTool.Run;
import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.PythonClients;
import dev.gatehouse.server.testing.PythonPackage;
import dev.gatehouse.server.testing.RunningGate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/**
 * Jobs of a CI publish with the real clients and without a secret that lasts. By TLS: uv and twine
 * ask for the exchange in no other way.
 */
final class TrustedPublishingIT {
    private RunningGate gate;
    private RunningIssuer ci;
    private Certificate certificate;
    private Path work;
    private int homes;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        ci = new RunningIssuer();
        certificate = Certificate.in(directory);
        gate =
                RunningGate.secure(
                        Files.createDirectory(directory.resolve("gate")),
                        "  main:\n    npm: {}\n    pypi: {}\n  other:\n    npm: {}\n" + access(),
                        InstantSource.system(),
                        certificate);
        work = Files.createDirectory(directory.resolve("work"));
    }

    private String access() {
        return """
        access:
          anonymous: none
          oidc:
            - name: acme-ci
              issuer: %1$s
              audience: acme
              claims: {repository: acme/ui}
              repositories: [main]
              packages: {pypi: [Acme_Tools]}
            - name: acme-ci-of-npm
              issuer: %1$s
              audience: npm:127.0.0.1
              claims: {repository: acme/ui}
              repositories: [main]
              packages: {npm: ["@acme/ui"]}
        """
                .formatted(ci.issuer().url());
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
        ci.close();
    }

    private URI at(String path) {
        return gate.registry("main").resolve(path);
    }

    private URI legacy() {
        return gate.mount("main", "pypi").resolve("legacy/");
    }

    private ClientTool inTheJob(ClientTool client) {
        ci.environment().forEach(client::with);
        return client.with("SSL_CERT_FILE", certificate.chain().toString())
                .with("REQUESTS_CA_BUNDLE", certificate.chain().toString())
                .with("NODE_EXTRA_CA_CERTS", certificate.chain().toString());
    }

    @Test
    void uvPublishesWhatIsItsPublishersAndNothingElse() throws Exception {
        uv("acme-tools").succeeds();
        assertThat(uv("someone-elses").fails().output()).contains("403");

        assertThat(projects()).contains("acme-tools").doesNotContain("someone-elses");
    }

    private Run uv(String name) throws Exception {
        ClientTool uv = PythonClients.tool(work.resolve("home-" + homes++), "uv");
        return inTheJob(uv)
                .with("UV_HTTP_RETRIES", "0")
                .run(
                        work,
                        "publish",
                        "--trusted-publishing",
                        "always",
                        "--publish-url",
                        legacy().toString(),
                        wheel(name).toString());
    }

    /**
     * twine 7 exchanges an identity only where the URL begins with that of the public index ({@code
     * Resolver.is_pypi}); all else of it is what it does everywhere.
     */
    @Test
    void twinePublishesWhatIsItsPublishersWhereItTakesThisIndexForThePublicOne() throws Exception {
        twine("acme-tools").succeeds();
        assertThat(twine("someone-elses").fails().output()).contains("403");

        assertThat(projects()).contains("acme-tools").doesNotContain("someone-elses");
    }

    private Run twine(String name) throws Exception {
        String python =
                """
                import sys, twine.utils, twine.__main__
                twine.utils.DEFAULT_REPOSITORY = '%s'
                sys.exit(twine.__main__.main())
                """
                        .formatted(legacy());
        Path program = PythonClients.twine().resolveSibling("python");
        ClientTool twine = PythonClients.isolated(work.resolve("home-" + homes++), program);
        return inTheJob(twine)
                .run(
                        work,
                        "-c",
                        python,
                        "upload",
                        "--non-interactive",
                        "--disable-progress-bar",
                        "--repository-url",
                        legacy().toString(),
                        wheel(name).toString());
    }

    @Test
    void npmPublishesWhatIsItsPublishersAndNothingElse() throws Exception {
        npm("@acme/ui").succeeds();
        assertThat(npm("other").fails().output())
                .contains("Not exchanged: no trusted publisher", "ENEEDAUTH");

        assertThat(bearer("@acme%2fui").statusCode()).isEqualTo(200);
        assertThat(bearer("other").statusCode()).isEqualTo(404);
    }

    private Run npm(String name) throws Exception {
        Path project = Files.createTempDirectory(work, "project");
        Files.writeString(
                project.resolve("package.json"),
                "{\"name\":\"%s\",\"version\":\"1.0.0\"}".formatted(name));
        ClientTool npm = ClientTool.npm(work.resolve("home-" + homes++)).uses(gate, "main", "");
        return inTheJob(npm).run(project, "publish", "--loglevel", "verbose");
    }

    @Test
    void aJobThatIsNobodysIsToldSo() throws Exception {
        gate.reload("  main:\n    pypi: {}\n" + access().replace("acme/ui", "acme/other"));

        assertThat(uv("acme-tools").fails().output()).contains("Not exchanged: no trusted");
        assertThat(twine("acme-tools").fails().output()).contains("Not exchanged: no trusted");
    }

    private String projects() throws Exception {
        URI url = gate.mount("main", "pypi").resolve("simple/");
        return gate.get(url, "Authorization", "Bearer " + TOKEN).body();
    }

    private HttpResponse<String> bearer(String path) throws Exception {
        return gate.get(at(path), "Authorization", "Bearer " + TOKEN);
    }

    @Test
    void anIdentityIsExchangedWhateverElseTheRequestPresents() throws Exception {
        Issuer issuer = ci.issuer();

        HttpResponse<String> audience = gate.get(at("/_/oidc/audience"));
        HttpResponse<String> minted =
                mint(issuer.identity("acme", Instant.now(), Map.of()), "Bearer gh_an-old-one");
        HttpResponse<String> refused = mint(issuer.identity("x", Instant.now(), Map.of()), "none");

        assertThat(audience.body()).isEqualTo("{\"audience\":\"acme\"}");
        assertThat(minted.statusCode()).as(minted.body()).isEqualTo(200);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("\"message\":\"Not exchanged: no trusted publisher");
    }

    private HttpResponse<String> mint(String identity, String authorization) throws Exception {
        return gate.send(
                "POST",
                at("/_/oidc/mint-token"),
                "{\"token\":\"" + identity + "\"}",
                "Authorization",
                authorization);
    }

    @Test
    void anExchangedTokenChangesTheNpmPackageThatItWasExchangedForOnly() throws Exception {
        String identity = ci.issuer().identity("npm:127.0.0.1", Instant.now(), Map.of());

        HttpResponse<String> exchanged = exchange("@acme%2fui", identity);
        HttpResponse<String> refused = exchange("other", identity);
        String token = new JsonMapper().readTree(exchanged.body()).path("token").asString();

        assertThat(exchanged.statusCode()).as(exchanged.body()).isEqualTo(201);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(publish("main", "@acme/ui", token)).isEqualTo(201);
        assertThat(publish("main", "other", token)).isEqualTo(403);
        assertThat(publish("other", "@acme/ui", token)).isEqualTo(403);
        URI denials = at("/api/trust/main/main/audit/?kind=denial");
        assertThat(gate.get(denials, "Authorization", "Bearer " + token).statusCode())
                .isEqualTo(403);
    }

    private HttpResponse<String> exchange(String name, String identity) throws Exception {
        return gate.send(
                "POST",
                at("/-/npm/v1/oidc/token/exchange/package/" + name),
                "",
                "Authorization",
                "Bearer " + identity);
    }

    private int publish(String repository, String name, String token) throws Exception {
        NpmPackage one = NpmPackage.of(name, "1.0.0", "ours");
        URI registry = gate.registry(repository);
        return gate.send(
                        "PUT",
                        registry.resolve(name.replace("/", "%2f")),
                        one.publication(registry.toString()),
                        "Authorization",
                        "Bearer " + token,
                        "Content-Type",
                        "application/json")
                .statusCode();
    }

    private Path wheel(String name) throws IOException {
        PythonPackage wheel = PythonPackage.of(name, "1.0", "ours");
        Path directory = Files.createTempDirectory(work, "dist");
        return Files.write(directory.resolve(wheel.file()), wheel.wheel());
    }
}
