package dev.gatehouse.server;

import static dev.gatehouse.server.testing.RunningGate.TOKEN;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.ClientTool;
import dev.gatehouse.server.testing.ClientTool.Run;
import dev.gatehouse.server.testing.PythonClients;
import dev.gatehouse.server.testing.PythonPackage;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.SetClock;
import dev.gatehouse.server.testing.Terminal;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Users with their passwords, and the real clients. */
final class AccountsIT {
    private static final String PASSWORD = "correct horse";

    private static final String REPOSITORIES =
            """
              main:
                npm: {upstreams: []}
                pypi: {upstreams: []}
            access: {anonymous: none}
            """;

    private RunningGate gate;
    private Path work;
    private int homes;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        gate =
                RunningGate.start(
                        Files.createDirectory(directory.resolve("gate")),
                        REPOSITORIES,
                        new SetClock());
        work = Files.createDirectory(directory.resolve("work"));
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
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
    void aUserLogsInAtATerminalPublishesAndLogsOut() throws Exception {
        addUser("alice", "publish");
        Path home = work.resolve("home");
        ClientTool npm = ClientTool.npm(home).uses(gate, "main", "");

        Run login = login(home, "alice", PASSWORD).succeeds();
        String token = tokenOf(home);
        Run whoami = npm.run(work, "whoami").succeeds();
        npm.run(npmProject("@acme/ui"), "publish").succeeds();
        Run tokens = npm.run(work, "token", "list").fails();
        npm.run(work, "logout").succeeds();

        assertThat(login.output()).contains("Logged in on " + gate.registry("main"));
        assertThat(whoami.output()).contains("alice");
        assertThat(tokens.output()).contains("'gatehouse token list'");
        assertThat(whoami("Bearer " + token)).isEqualTo(401);
        assertThat(whoami(basic("alice", PASSWORD))).isEqualTo(200);
        assertThat(Files.readString(home.resolve(".npmrc"))).doesNotContain("gh_");
        assertThat(npm.run(work, "whoami").fails().output()).contains("ENEEDAUTH");
    }

    /** npm asks for a login by the browser first, and then for user and password. */
    private Run login(Path home, String user, String password) throws Exception {
        return Terminal.of(home)
                .typing("Username:", user)
                .typing("Password:", password)
                .run(work, "npm", "login");
    }

    private static String tokenOf(Path home) throws IOException {
        String settings = Files.readString(home.resolve(".npmrc"));
        int token = settings.indexOf("gh_");
        assertThat(token).as(settings).isPositive();
        return settings.substring(token).lines().findFirst().orElseThrow();
    }

    @Test
    void aRemovedUsersLoginIsOverAtOnce() throws Exception {
        addUser("alice", "publish");
        ClientTool npm = ClientTool.npm(work.resolve("home"));
        HttpResponse<String> login =
                logIn("alice", PASSWORD, "Authorization", "Bearer gh_an-old-one");
        npm.uses(gate, "main", token(login));
        npm.run(work, "whoami").succeeds();

        api("DELETE", "users/alice/", "");

        assertThat(login.statusCode()).isEqualTo(201);
        assertThat(npm.run(work, "whoami").fails().output()).contains("E401");
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
        Path home = work.resolve("home");
        ClientTool.npm(home).uses(gate, "main", "");
        assertThat(login(home, "alice", "wrong password").fails().output())
                .contains("401")
                .contains("user or password is wrong");
    }

    @Test
    void whoGuessesIsHeldUpAndEachClientShowsWhy() throws Exception {
        addUser("alice", "publish");
        for (int i = 0; i < 10; i++) {
            assertThat(logIn("alice", "guess " + i).statusCode()).isEqualTo(401);
        }
        assertThat(logIn("alice", "guess").headers().firstValue("retry-after")).isPresent();
        Path home = work.resolve("home");
        ClientTool.npm(home).uses(gate, "main", "");

        assertThat(login(home, "alice", "guess").fails().output())
                .contains("429", "too many failed logins");
        assertThat(twine("alice", "guess", "1.0").fails().output())
                .contains("429", "too many failed logins");
        assertThat(install("uv", index("alice", "guess"), "").fails().output()).contains("429");
        // pip takes an index page that answers 429 for one that is not there, and shows no status
        assertThat(install("pip", index("alice", "guess"), "").fails().output())
                .contains("No matching distribution");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pip", "uv"})
    void aUserInstallsWithThePasswordInTheUrlOrInNetrc(String client) throws Exception {
        addUser("alice", "publish");
        twine("alice", PASSWORD, "1.0").succeeds();
        String netrc = "machine 127.0.0.1 login alice password \"" + PASSWORD + "\"\n";

        install(client, index("alice", PASSWORD), "").succeeds();
        install(client, index("", ""), netrc).succeeds();
        Run wrong = install(client, index("alice", "wrong"), "").fails();
        Run none = install(client, index("", ""), "").fails();

        assertThat(wrong.output()).contains("401");
        // pip asks for user and password here, and may not: it shows no status then.
        assertThat(none.output()).contains(client.equals("uv") ? "401" : "No matching");
    }

    /** The index, with user and password in the URL. */
    private URI index(String user, String password) {
        String url = gate.mount("main", "pypi").resolve("simple/").toString();
        String who = user.isEmpty() ? "" : user + ":" + password.replace(" ", "%20") + "@";
        return URI.create(url.replace("//", "//" + who));
    }

    private Run install(String client, URI index, String netrc) throws Exception {
        Path home = work.resolve("home-" + homes++);
        Files.createDirectories(home);
        Files.writeString(home.resolve(".netrc"), netrc);
        String target = home.resolve("target").toString();
        ClientTool tool =
                PythonClients.tool(home, client)
                        .with("PIP_INDEX_URL", index.toString())
                        .with("PIP_NO_INPUT", "1")
                        .with("PIP_RETRIES", "0")
                        .with("UV_DEFAULT_INDEX", index.toString())
                        .with("UV_HTTP_RETRIES", "0");
        return client.equals("uv")
                ? tool.run(work, "pip", "install", "--target", target, "acme-tools")
                : tool.run(work, "install", "--target", target, "acme-tools");
    }

    @Test
    void twineUploadsWithUserAndPassword() throws Exception {
        addUser("alice", "publish");
        addUser("reader", "read");

        assertThat(twine("reader", PASSWORD, "1.0").fails().output()).contains("403");
        assertThat(twine("alice", "wrong", "1.0").fails().output())
                .contains("401")
                .contains("user or password is wrong");
        twine("alice", PASSWORD, "1.0").succeeds();

        assertThat(
                        gate.get(
                                        gate.mount("main", "pypi").resolve("simple/acme-tools/"),
                                        "Authorization",
                                        basic("reader", PASSWORD))
                                .body())
                .contains("acme_tools-1.0");
    }

    private Run twine(String user, String password, String version) throws Exception {
        return PythonClients.isolated(work.resolve("home-" + homes++), PythonClients.twine())
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
                        password,
                        wheel("acme-tools", version).toString());
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
