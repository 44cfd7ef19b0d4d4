package dev.gatehouse.server;

import static dev.gatehouse.server.testing.RunningGate.npm;
import static dev.gatehouse.server.testing.RunningGate.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.MadeUpRegistry;
import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.ScriptedUpstream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** The real server takes a changed configuration without a restart. */
class ReloadIT {
    @TempDir private Path directory = Path.of("");
    private final ScriptedUpstream open =
            ScriptedUpstream.answering(
                    MadeUpRegistry.of(NpmPackage.of("left-pad", "9.9.9", "from-public")));
    private final ScriptedUpstream internal =
            ScriptedUpstream.answering(
                    MadeUpRegistry.of(NpmPackage.of("left-pad", "1.0.0", "from-internal")));
    private RunningGate gate;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        gate = RunningGate.start(directory, both("trusted"), InstantSource.system());
    }

    @AfterEach
    void stop() throws IOException {
        gate.close();
        open.close();
        internal.close();
    }

    private String both(String publicTrust, String... more) {
        return npm(
                        "main",
                        "upstreams:",
                        upstream("npm-public", open.url(), publicTrust, "priority: 2"),
                        upstream("internal", internal.url(), "trusted", "priority: 1"))
                + String.join("\n", more);
    }

    private HttpResponse<String> reload() throws IOException, InterruptedException {
        URI api = gate.registry("main").resolve("/api/reload/");
        return gate.send("POST", api, "{}", "Authorization", "Bearer " + RunningGate.TOKEN);
    }

    private String packument() throws IOException, InterruptedException {
        return gate.get(gate.registry("main").resolve("left-pad")).body();
    }

    @Test
    void aChangeOfTrustIsInForceForTheNextRequestAndForCachedDocuments() throws Exception {
        assertThat(packument()).contains("from-public", "from-internal");
        gate.write(both("untrusted", "workspace: other\n"));

        HttpResponse<String> answer = reload();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"needs_restart\":[\"workspace\"]");
        assertThat(packument()).contains("from-internal").doesNotContain("from-public");
        assertThat(audit()).contains("\"kind\":\"configuration\"", "trust changed from TRUSTED");
    }

    @Test
    void aWrongFileChangesNothingAndSaysWhyWithPathAndLine() throws Exception {
        assertThat(packument()).contains("from-public");
        gate.write(both("sometimes"));

        HttpResponse<String> answer = reload();

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("nothing is changed")
                .containsPattern(
                        "gatehouse.yaml:\\d+:\\d+: error:"
                                + " repositories.main.npm.upstreams\\[0\\].trust");
        assertThat(packument()).contains("from-public");
        assertThat(audit()).doesNotContain("configuration");
    }

    @Test
    void whatOnlyTheClientOfTheUpstreamCanSeeToBeWrongChangesNothingEither() throws Exception {
        Path ca = Files.writeString(directory.resolve("ca.pem"), "not a certificate");
        gate.write(
                npm(
                        "main",
                        "upstreams:",
                        upstream("npm-public", open.url(), "untrusted", "ca: " + ca)));

        HttpResponse<String> answer = reload();

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("repositories.main.npm.upstreams[0].ca: ca ");
        assertThat(packument()).contains("from-public", "from-internal");
    }

    @Test
    void aBlockThatIsRemovedTakesItsUpstreamsWithIt() throws Exception {
        assertThat(packument()).contains("from-public");
        gate.write("  main: {}\n");
        assertThat(reload().statusCode()).isEqualTo(200);
        assertThat(gate.get(gate.registry("main").resolve("left-pad")).statusCode()).isEqualTo(404);

        gate.write(both("untrusted"));
        assertThat(reload().statusCode()).isEqualTo(200);

        assertThat(audit())
                .contains("removed; its provenance and presence ended")
                .contains("added as UNTRUSTED");
    }

    @Test
    void anonymousAccessFollowsTheReload() throws Exception {
        assertThat(gate.get(gate.registry("main").resolve("left-pad")).statusCode()).isEqualTo(200);
        gate.write(both("trusted", "access: {anonymous: none}\n"));

        assertThat(reload().statusCode()).isEqualTo(200);

        assertThat(gate.get(gate.registry("main").resolve("left-pad")).statusCode()).isEqualTo(401);
    }

    @Test
    void aRepositorysOwnHostFollowsTheReloadAndItsLinksKeepIt() throws Exception {
        assertThat(fromHost("npm.example", "/left-pad")).startsWith("HTTP/1.1 421");
        gate.write(both("trusted").replace("  main:\n", "  main:\n    host: npm.example\n"));

        assertThat(reload().statusCode()).isEqualTo(200);

        assertThat(fromHost("npm.example", "/left-pad"))
                .startsWith("HTTP/1.1 200")
                .contains("\"tarball\":\"http://npm.example/left-pad/-/left-pad-1.0.0.tgz\"");
        assertThat(fromHost("npm.example", "/left-pad/-/left-pad-1.0.0.tgz"))
                .contains("from-internal");
        assertThat(fromHost("npm.example", "/api/tokens/")).startsWith("HTTP/1.1 404");
        assertThat(fromHost("npm.example", "/-/health/live")).startsWith("HTTP/1.1 200");
    }

    /** One request over a connection of its own, with a Host that the JDK's client cannot send. */
    private String fromHost(String host, String path) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), gate.registry("main").getPort())) {
            String request =
                    "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                            .formatted(path, host);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private String audit() throws IOException, InterruptedException {
        URI api = gate.registry("main").resolve("/api/trust/main/main/audit/");
        return gate.get(api, "Authorization", "Bearer " + RunningGate.TOKEN).body();
    }
}
