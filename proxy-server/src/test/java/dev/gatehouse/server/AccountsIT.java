package dev.gatehouse.server;

import static dev.gatehouse.server.testing.RunningGate.TOKEN;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.access.oidc.Issuer;
import dev.gatehouse.server.access.oidc.RunningIssuer;
import dev.gatehouse.server.testing.ClientTool;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;

/** Users who log in, and jobs that exchange their identity, with the real clients. */
final class AccountsIT {
    private static final String PASSWORD = "correct horse";

    private RunningGate gate;
    private RunningIssuer ci;
    private Issuer issuer;
    private Path work;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        ci = new RunningIssuer();
        issuer = ci.issuer();
        gate =
                RunningGate.start(
                        Files.createDirectory(directory.resolve("gate")),
                        "  main:\n    npm: {}\n    pypi: {}\n  other:\n    npm: {}\n" + access(),
                        InstantSource.system());
        work = Files.createDirectory(directory.resolve("work"));
    }

    private String access() {
        return """
        access:
          anonymous: none
          oidc:
            - name: acme-ci
              issuer: %s
              audience: acme
              claims: {repository: acme/ui}
              repositories: [main]
              packages:
                npm: ["@acme/ui"]
                pypi: [Acme_Tools]
        """
                .formatted(issuer.url());
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
        ci.close();
    }

    private URI at(String path) {
        return gate.registry("main").resolve(path);
    }

    private HttpResponse<String> api(String method, String path, String body) throws Exception {
        return gate.send(method, at("/api/" + path), body, "Authorization", "Bearer " + TOKEN);
    }

    private void addUser(String name, String role) throws Exception {
        var answer =
                api(
                        "POST",
                        "users/",
                        "{\"name\":\"%s\",\"role\":\"%s\",\"password\":\"%s\",\"repositories\":[\"main\"]}"
                                .formatted(name, role, PASSWORD));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private HttpResponse<String> logIn(String name, String password, String... headers)
            throws Exception {
        return gate.send(
                "PUT",
                at("-/user/org.couchdb.user:" + name),
                "{\"_id\":\"org.couchdb.user:%s\",\"name\":\"%s\",\"password\":\"%s\",\"type\":\"user\",\"roles\":[]}"
                        .formatted(name, name, password),
                headers);
    }

    private static String token(HttpResponse<String> answer) {
        return new JsonMapper().readTree(answer.body()).path("token").asString();
    }

    private static String basic(String user, String password) {
        String pair = user + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aUserLogsInAndTheTokenWorksUntilTheUserIsRemoved() throws Exception {
        addUser("alice", "publish");
        ClientTool npm = ClientTool.npm(work.resolve("home"));

        HttpResponse<String> login =
                logIn("alice", PASSWORD, "Authorization", "Bearer gh_an-old-one");
        npm.uses(gate, "main", token(login));
        var whoami = npm.run(work, "whoami");
        var published = npm.run(npmProject("@acme/ui"), "publish");
        api("DELETE", "users/alice/", "");
        var after = npm.run(work, "whoami");

        assertThat(login.statusCode()).isEqualTo(201);
        assertThat(whoami.succeeds().output()).contains("alice");
        published.succeeds();
        assertThat(after.fails().output()).contains("E401");
    }

    @Test
    void aLogoutEndsTheTokenAndNothingElse() throws Exception {
        addUser("alice", "read");
        String first = token(logIn("alice", PASSWORD));
        String second = token(logIn("alice", PASSWORD));
        ClientTool npm = ClientTool.npm(work.resolve("home"));
        npm.uses(gate, "main", first);

        npm.run(work, "logout").succeeds();

        assertThat(whoami("Bearer " + first)).isEqualTo(401);
        assertThat(whoami("Bearer " + second)).isEqualTo(200);
        assertThat(whoami(basic("alice", PASSWORD))).isEqualTo(200);
    }

    private int whoami(String authorization) throws Exception {
        return gate.get(at("-/whoami"), "Authorization", authorization).statusCode();
    }

    @Test
    void npmIsToldToAskForAPasswordAndAWrongOneIs401() throws Exception {
        addUser("alice", "read");

        // npm falls back to user and password on any 4xx here.
        assertThat(gate.send("POST", at("-/v1/login"), "{}").statusCode()).isBetween(400, 499);
        assertThat(logIn("alice", "wrong password").statusCode()).isEqualTo(401);
        assertThat(logIn("nobody", "wrong password").statusCode()).isEqualTo(401);
    }

    @Test
    void twineUploadsWithUserAndPassword() throws Exception {
        addUser("alice", "publish");
        addUser("reader", "read");

        assertThat(twine("reader", "1.0").exit()).isNotZero();
        twine("alice", "1.0").succeeds();

        assertThat(
                        gate.get(
                                        gate.mount("main", "pypi").resolve("simple/acme-tools/"),
                                        "Authorization",
                                        basic("reader", PASSWORD))
                                .body())
                .contains("acme_tools-1.0");
    }

    private ClientTool.Run twine(String user, String version) throws Exception {
        return PythonClients.isolated(work.resolve("home-" + user), PythonClients.twine())
                .run(
                        work,
                        "upload",
                        "--non-interactive",
                        "--disable-progress-bar",
                        "--repository-url",
                        gate.mount("main", "pypi").resolve("legacy/").toString(),
                        "-u",
                        user,
                        "-p",
                        PASSWORD,
                        wheel("acme-tools", version).toString());
    }

    /** uv and twine ask for the audience by https only, so their two requests are made here. */
    @Test
    void anExchangedTokenPublishesThePythonPackagesOfItsPublisherOnly() throws Exception {
        HttpResponse<String> audience = gate.get(at("/_/oidc/audience"));
        HttpResponse<String> minted =
                mint(issuer.identity("acme", Instant.now(), Map.of()), "Bearer gh_an-old-one");
        HttpResponse<String> refused = mint(issuer.identity("x", Instant.now(), Map.of()), "none");
        String token = token(minted);

        assertThat(audience.body()).isEqualTo("{\"audience\":\"acme\"}");
        assertThat(minted.statusCode()).as(minted.body()).isEqualTo(200);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("\"message\":\"Not exchanged: no trusted publisher");
        uv(token, "acme-tools").succeeds();
        assertThat(uv(token, "someone-elses").fails().output()).contains("403");
        assertThat(
                        gate.get(
                                        gate.mount("main", "pypi").resolve("simple/"),
                                        "Authorization",
                                        "Bearer " + TOKEN)
                                .body())
                .contains("acme-tools")
                .doesNotContain("someone-elses");
    }

    private HttpResponse<String> mint(String identity, String authorization) throws Exception {
        return gate.send(
                "POST",
                at("/_/oidc/mint-token"),
                "{\"token\":\"" + identity + "\"}",
                "Authorization",
                authorization);
    }

    private ClientTool.Run uv(String token, String name) throws Exception {
        return PythonClients.tool(work.resolve("home-" + name), "uv")
                .with("UV_HTTP_RETRIES", "0")
                .run(
                        work,
                        "publish",
                        "--publish-url",
                        gate.mount("main", "pypi").resolve("legacy/").toString(),
                        "--token",
                        token,
                        wheel(name, "1.0").toString());
    }

    @Test
    void anExchangedTokenPublishesTheNpmPackageThatItWasExchangedForOnly() throws Exception {
        String identity = issuer.identity("acme", Instant.now(), Map.of());

        HttpResponse<String> exchanged = exchange("@acme%2fui", identity);
        HttpResponse<String> refused = exchange("other", identity);
        String bearer = "Bearer " + token(exchanged);

        assertThat(exchanged.statusCode()).as(exchanged.body()).isEqualTo(201);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(publish("main", "@acme/ui", bearer)).isEqualTo(201);
        assertThat(publish("main", "other", bearer)).isEqualTo(403);
        assertThat(publish("other", "@acme/ui", bearer)).isEqualTo(403);
        assertThat(
                        gate.get(
                                        at("/api/trust/main/main/audit/?kind=denial"),
                                        "Authorization",
                                        bearer)
                                .statusCode())
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

    private int publish(String repository, String name, String authorization) throws Exception {
        NpmPackage one = NpmPackage.of(name, "1.0.0", "ours");
        URI registry = gate.registry(repository);
        return gate.send(
                        "PUT",
                        registry.resolve(name.replace("/", "%2f")),
                        one.publication(registry.toString()),
                        "Authorization",
                        authorization,
                        "Content-Type",
                        "application/json")
                .statusCode();
    }

    private Path npmProject(String name) throws IOException {
        Path project = Files.createTempDirectory(work, "project");
        Files.writeString(
                project.resolve("package.json"),
                "{\"name\":\"%s\",\"version\":\"1.0.0\"}".formatted(name));
        return project;
    }

    private Path wheel(String name, String version) throws IOException {
        PythonPackage wheel = PythonPackage.of(name, version, "ours");
        Path directory = Files.createTempDirectory(work, "dist");
        return Files.write(directory.resolve(wheel.file()), wheel.wheel());
    }
}
