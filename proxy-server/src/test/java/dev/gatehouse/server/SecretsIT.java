package dev.gatehouse.server;

import static dev.gatehouse.server.testing.RunningGate.TOKEN;
import static dev.gatehouse.server.testing.RunningGate.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;

import dev.gatehouse.server.access.oidc.Issuer;
import dev.gatehouse.server.testing.MadeUpRegistry;
import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.Script;
import dev.gatehouse.server.testing.ScriptedUpstream;
import dev.gatehouse.server.testing.SecretSearch;
import dev.gatehouse.server.testing.TraceCollector;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Secrets of all kinds are planted, everything is asked that answers, and then all that was written
 * anywhere is searched for them.
 */
final class SecretsIT {
    private static final String PASSWORD = "canary-password-of-alice";
    private static final String WRONG = "canary-wrong-password";
    private static final String UPSTREAM = "canary-upstream-password";
    private static final String HEADER = "canary-upstream-header";
    private static final String BEARER = "canary-upstream-token";
    private static final String COOKIE = "canary-cookie";
    private static final String HOOK = "canary-webhook-secret";
    private static final String OLD_HOOK = "canary-webhook-former-secret";
    private static final String HOOK_URL = "canary-webhook-path";
    private static final String ODD = "canary-odd-bearer-token";
    private static final String SIGNATURE = "canary-signature-of-a-link";

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger("ROOT");
    private final List<String> secrets =
            new ArrayList<>(
                    List.of(
                            TOKEN,
                            PASSWORD,
                            WRONG,
                            UPSTREAM,
                            HEADER,
                            BEARER,
                            COOKIE,
                            HOOK,
                            OLD_HOOK,
                            HOOK_URL,
                            ODD,
                            SIGNATURE,
                            "gh_0canary0wrong0token0000000000000000000"));
    private final StringBuilder answers = new StringBuilder();
    private ScriptedUpstream upstream;
    private TraceCollector collector;
    private RunningGate gate;
    private Path directory;

    @BeforeEach
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        log.start();
        root.addAppender(log);
        root.setLevel(Level.DEBUG);
        MadeUpRegistry registry = new MadeUpRegistry();
        registry.add(NpmPackage.of("left-pad", "1.0.0", "from-upstream"));
        upstream =
                ScriptedUpstream.answering(
                        asked ->
                                asked.path().equals("/signed")
                                        ? Script.redirect(302, "/left-pad?sig=" + SIGNATURE)
                                        : registry.apply(asked));
        collector = TraceCollector.start();
        gate =
                RunningGate.start(
                        directory,
                        RunningGate.npm(
                                        "main",
                                        "upstreams:",
                                        upstream(
                                                "internal",
                                                upstream.url(),
                                                "trusted",
                                                "username: ci",
                                                "password: " + UPSTREAM,
                                                "headers: {X-Team: " + HEADER + "}"),
                                        upstream(
                                                "silent",
                                                URI.create("http://127.0.0.1:1/"),
                                                "untrusted",
                                                "token: " + BEARER))
                                + access()
                                + collector.configuration(),
                        InstantSource.system());
    }

    private static String access() {
        return """
        access:
          oidc:
            - name: acme-ci
              issuer: http://127.0.0.1:1
              audience: acme
              claims: {repository: acme/ui}
              repositories: [main]
        webhooks:
          - name: security
            url: http://127.0.0.1:1/%s?x=%s
            secret: %s
            previous-secret: %s
            events: [publish, trust-change]
        """
                .formatted(HOOK_URL, HOOK_URL, HOOK, OLD_HOOK);
    }

    @AfterEach
    void stop() throws Exception {
        root.detachAppender(log);
        root.setLevel(Level.INFO);
        gate.close();
        upstream.close();
        collector.close();
    }

    private URI at(String path) {
        return gate.registry("main").resolve(path);
    }

    private HttpResponse<String> ask(String method, String path, String body, String... headers)
            throws Exception {
        HttpResponse<String> answer = gate.send(method, at(path), body, headers);
        answers.append(answer.statusCode()).append(answer.headers().map()).append(answer.body());
        return answer;
    }

    private String secretOf(HttpResponse<String> answer) {
        String text = new JsonMapper().readTree(answer.body()).path("token").asString();
        assertThat(text).startsWith("gh_");
        secrets.add(text);
        return text;
    }

    private static String basic(String user, String password) {
        String pair = user + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void noSecretIsWrittenAnywhere() throws Exception {
        String admin = "Bearer " + TOKEN;
        // The two answers that are meant to hold a secret are not among those that are searched.
        String made = secretOf(made(admin));
        ask("POST", "/api/users/", user("alice"), "Authorization", admin);
        String login = secretOf(gate.send("PUT", at(LOGIN), login(PASSWORD)));
        String identity =
                new Issuer("http://127.0.0.1:1").identity("acme", Instant.now(), Map.of());
        secrets.add(identity);
        secrets.add(identity.substring(identity.lastIndexOf('.') + 1));

        tryEverything(admin, made, login, identity);
        readEverything(admin);
        gate.restart();
        readEverything(admin);
        String traced = traced();

        assertThat(search().in(answers.toString())).as("answers").isEmpty();
        assertThat(search().in(logged())).as("log").isEmpty();
        assertThat(search().in(traced)).as("traces").isEmpty();
        assertThat(search().inFiles(directory.resolve("data"))).isEmpty();
        assertThat(answers.toString())
                .contains("\"kind\":\"denial\"", "last_used_at", "\"delivered\":false");
    }

    private static final String LOGIN = "-/user/org.couchdb.user:alice";

    private HttpResponse<String> made(String admin) throws Exception {
        return gate.send(
                "POST",
                at("/api/tokens/"),
                "{\"name\":\"ci\",\"role\":\"publish\",\"repositories\":[\"main\"]}",
                "Authorization",
                admin);
    }

    private static String user(String name) {
        return "{\"name\":\"%s\",\"role\":\"publish\",\"password\":\"%s\"}"
                .formatted(name, PASSWORD);
    }

    private static String login(String password) {
        return "{\"name\":\"alice\",\"password\":\"%s\"}".formatted(password);
    }

    private void tryEverything(String admin, String made, String login, String identity)
            throws Exception {
        ask("GET", "left-pad", "", "Authorization", "Bearer " + made, "Cookie", COOKIE);
        ask("GET", "left-pad", "", "Authorization", basic("alice", PASSWORD));
        ask("GET", "left-pad", "", "Authorization", basic("alice", WRONG));
        ask("GET", "left-pad", "", "Authorization", "Bearer " + ODD);
        ask("GET", "left-pad", "", "X-Api-Key", "gh_0canary0wrong0token0000000000000000000");
        ask("GET", "signed", "");
        ask("GET", "nowhere?token=" + made, "", "Authorization", "Bearer " + made);
        ask("PUT", LOGIN, login(WRONG));
        ask("PUT", LOGIN, "{" + PASSWORD);
        ask("POST", "/api/users/", user("alice"), "Authorization", admin);
        ask("POST", "/api/users/", user("a/b"), "Authorization", admin);
        ask("POST", "/api/users/", "{\"" + PASSWORD, "Authorization", admin);
        ask("POST", "/api/tokens/", "{\"password\":\"" + PASSWORD, "Authorization", admin);
        ask("POST", "/_/oidc/mint-token", "{\"token\":\"" + identity + "\"}");
        ask(
                "POST",
                "/-/npm/v1/oidc/token/exchange/package/x",
                "",
                "Authorization",
                "Bearer " + identity);
        ask("PUT", "x", "{}", "Authorization", "Bearer " + login);
        ask("PUT", "x", "{}", "Authorization", "Bearer " + login + "x");
        ask("DELETE", "-/user/token/" + login, "", "Authorization", "Bearer " + login);
        ask("DELETE", "-/user/token/" + TOKEN, "", "Authorization", admin);
        ask("DELETE", "-/user/token/" + made, "", "Authorization", "Bearer " + made);
    }

    private void readEverything(String admin) throws Exception {
        for (String path :
                List.of(
                        "/-/metrics",
                        "/-/health/ready",
                        "/api/tokens/",
                        "/api/users/",
                        "/api/user/self/",
                        "/api/webhooks/",
                        "/api/webhooks/security/dead/",
                        "/api/export/",
                        "/api/trust/main/main/audit/?limit=1000",
                        "/api/trust/main/main/explain/?format=npm&package=left-pad",
                        "/api/trust/main/main/explain/?format=npm&package=nowhere",
                        "/api/trust/main/main/provenance/?format=npm",
                        "/api/trust/main/main/shared/?format=npm")) {
            ask("GET", path, "", "Authorization", admin);
        }
        ask("POST", "/api/webhooks/security/test/", "", "Authorization", admin);
        ask("POST", "/api/reload/", "{}", "Authorization", admin);
    }

    private SecretSearch search() {
        return new SecretSearch(List.copyOf(secrets));
    }

    /** Everything up to a request that is the last one, and has a token in its path. */
    private String traced() throws Exception {
        ask("DELETE", "-/user/token/" + TOKEN, "", "Authorization", "Bearer " + TOKEN);
        collector.await(span -> span.attribute("url.path").endsWith("/-/user/token/***"));
        collector.await(span -> span.attribute("gatehouse.upstream").equals("internal"));
        return String.join("\n", collector.exports());
    }

    private String logged() {
        StringBuilder text = new StringBuilder();
        for (ILoggingEvent event : List.copyOf(log.list)) {
            text.append(event.getLoggerName()).append(event.getFormattedMessage()).append('\n');
            if (event.getThrowableProxy() != null) {
                text.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        }
        assertThat(text).contains("/main/npm/left-pad");
        return text.toString();
    }
}
