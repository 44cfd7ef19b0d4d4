package dev.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gatehouse.server.testing.ClientTool;
import dev.gatehouse.server.testing.MadeUpRegistry;
import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.ScriptedUpstream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** A real private registry as the trusted upstream: Verdaccio, with a package of ours. */
final class VerdaccioIT {
    private static final Path PLACE = Path.of("target", "verdaccio").toAbsolutePath();

    // The version of node-fetch that it asks for is not in every registry.
    private static final String PACKAGE =
            """
            {"private":true,"dependencies":{"verdaccio":"6.1.6"},"overrides":{"node-fetch":"2.7.0"}}
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private ScriptedUpstream squatter;
    private Process verdaccio;
    private URI registry;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        install();
        squatter =
                ScriptedUpstream.answering(
                        MadeUpRegistry.of(
                                NpmPackage.of("inner-lib", "99.0.0", "squatter"),
                                NpmPackage.of("outer-lib", "1.0.0", "public")));
        registry = URI.create("http://127.0.0.1:" + freePort() + "/");
        Path config = Files.writeString(directory.resolve("config.yaml"), config(directory));
        verdaccio =
                new ProcessBuilder(
                                "node",
                                PLACE.resolve("node_modules/verdaccio/bin/verdaccio").toString(),
                                "--config",
                                config.toString(),
                                "--listen",
                                registry.getAuthority())
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("verdaccio.log").toFile())
                        .start();
        awaitAnswer(directory);
        publish(NpmPackage.of("inner-lib", "1.0.0", "inner"));
    }

    @AfterEach
    void stop() throws Exception {
        end(verdaccio);
        squatter.close();
        http.shutdownNow();
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    @Test
    void itsPackagesAreItsOwnWhateverThePublicRegistryHasAndWhileItIsDown(@TempDir Path directory)
            throws Exception {
        try (var gate = RunningGate.start(directory, repositories(), InstantSource.system())) {
            ClientTool npm = ClientTool.npm(directory.resolve("home")).uses(gate, "main", "");
            Path project = Files.createDirectory(directory.resolve("project"));

            npm.run(project, "install", "inner-lib", "outer-lib").succeeds();

            assertThat(project.resolve("node_modules/inner-lib/index.js"))
                    .content()
                    .contains("inner");
            end(verdaccio);
            npm.forgetCache();
            npm.run(project, "install", "--force", "inner-lib").succeeds();
            npm.run(project, "install", "inner-lib@99.0.0").fails();
            var undecided = gate.get(gate.registry("main").resolve("never-asked"));
            assertThat(undecided.statusCode()).isEqualTo(503);
            assertThat(squatter.requests()).noneMatch(r -> r.text().contains("inner-lib"));
        }
    }

    private String repositories() {
        return RunningGate.npm(
                "main",
                "upstreams:",
                RunningGate.upstream("verdaccio", registry, "trusted"),
                RunningGate.upstream("public", squatter.url(), "untrusted"));
    }

    private static String config(Path directory) {
        return """
        storage: %s
        auth: {htpasswd: {file: %s}}
        uplinks: {}
        packages: {'**': {access: $all, publish: $all}}
        log: {type: stdout, format: pretty, level: warn}
        """
                .formatted(directory.resolve("storage"), directory.resolve("htpasswd"));
    }

    private void publish(NpmPackage one) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(registry.resolve(one.name()))
                                .header("Content-Type", "application/json")
                                .PUT(BodyPublishers.ofString(one.publication(registry.toString())))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private void awaitAnswer(Path directory) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!answers()) {
            assertThat(System.nanoTime())
                    .as(Files.readString(directory.resolve("verdaccio.log")))
                    .isLessThan(end);
            Thread.sleep(Duration.ofMillis(100));
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            HttpRequest ping = HttpRequest.newBuilder(registry.resolve("-/ping")).build();
            return http.send(ping, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Without a registry the test is skipped with a line; with {@code CI=true} it fails. */
    private static void install() throws IOException, InterruptedException {
        boolean there = Files.exists(PLACE.resolve("node_modules/verdaccio/bin/verdaccio"));
        if (!there) {
            Files.createDirectories(PLACE);
            Files.writeString(PLACE.resolve("package.json"), PACKAGE);
            there = npmInstalls();
        }
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as("Verdaccio could be installed").isTrue();
        }
        assumeThat(there).as("skipped: Verdaccio could not be installed").isTrue();
    }

    private static boolean npmInstalls() throws InterruptedException {
        try {
            Process npm =
                    new ProcessBuilder("npm", "install", "--no-audit", "--no-fund")
                            .directory(PLACE.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(PLACE.resolve("install.log").toFile())
                            .start();
            return npm.waitFor(5, TimeUnit.MINUTES) && npm.exitValue() == 0;
        } catch (IOException noNpm) {
            return false;
        }
    }
}
