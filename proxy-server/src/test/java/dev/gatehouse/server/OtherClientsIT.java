package dev.gatehouse.server;

import static dev.gatehouse.server.testing.RunningGate.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gatehouse.server.testing.ClientTool;
import dev.gatehouse.server.testing.MadeUpRegistry;
import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.ScriptedUpstream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** pnpm and Yarn 1, which are installed from the registry that this machine's npm uses. */
final class OtherClientsIT {
    private static final Path CLIENTS = Path.of("target", "clients").toAbsolutePath();
    private static final String PNPM = "pnpm@10.12.1";
    private static final String YARN = "yarn@1.22.22";

    private static ScriptedUpstream untrusted;
    private static RunningGate gate;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        install();
        untrusted =
                ScriptedUpstream.answering(
                        MadeUpRegistry.of(
                                NpmPackage.of("alpha", "1.0.0", "alpha-of-p"),
                                NpmPackage.of("@acme/ui", "99.0.0", "squatter")));
        gate =
                RunningGate.start(
                        directory,
                        RunningGate.npm(
                                "main",
                                "upstreams:",
                                upstream("public", untrusted.url(), "untrusted")),
                        InstantSource.system());
        gate.publish("main", NpmPackage.of("@acme/ui", "1.0.0", "ui-of-ours"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (gate != null) {
            gate.close();
            untrusted.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"pnpm/bin/pnpm.cjs", "yarn/bin/yarn.js"})
    void installsWhatIsPublishedHereAndWhatIsPublic(String script, @TempDir Path directory)
            throws Exception {
        ClientTool client = client(script, directory);
        Path project = project(directory, "@acme/ui", "^1.0.0");

        client.run(project, "install").succeeds();

        assertThat(project.resolve("node_modules/@acme/ui/index.js"))
                .content()
                .contains("ui-of-ours");
        assertThat(project.resolve("node_modules/alpha/index.js")).content().contains("alpha-of-p");
        assertThat(untrusted.requests()).noneMatch(r -> r.text().contains("acme"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"pnpm/bin/pnpm.cjs", "yarn/bin/yarn.js"})
    void aPublicVersionOfAPrivateNameIsNotInstalled(String script, @TempDir Path directory)
            throws Exception {
        ClientTool client = client(script, directory);

        client.run(project(directory, "@acme/ui", "99.0.0"), "install").fails();

        assertThat(untrusted.requests()).noneMatch(r -> r.text().contains("acme"));
    }

    private static ClientTool client(String script, Path directory) throws IOException {
        return ClientTool.of(
                        Files.createDirectory(directory.resolve("home")),
                        "node",
                        CLIENTS.resolve("node_modules").resolve(script).toString())
                .uses(gate, "main", "");
    }

    private static Path project(Path directory, String name, String version) throws IOException {
        Path project = Files.createDirectory(directory.resolve("project"));
        Files.writeString(
                project.resolve("package.json"),
                """
                {"name":"project","version":"0.0.0","dependencies":{"alpha":"1.0.0","%s":"%s"}}
                """
                        .formatted(name, version));
        return project;
    }

    /** Without a registry the tests are skipped with a line; with {@code CI=true} they fail. */
    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(CLIENTS);
        boolean there = Files.exists(CLIENTS.resolve("node_modules/yarn/bin/yarn.js"));
        there = there && Files.exists(CLIENTS.resolve("node_modules/pnpm/bin/pnpm.cjs"));
        boolean installed = there || installed();
        if ("true".equals(System.getenv("CI"))) {
            assertThat(installed).as("pnpm and Yarn could be installed").isTrue();
        }
        assumeThat(installed).as("skipped: pnpm and Yarn could not be installed").isTrue();
    }

    private static boolean installed() throws InterruptedException {
        try {
            Process npm =
                    new ProcessBuilder(
                                    "npm",
                                    "install",
                                    "--prefix",
                                    CLIENTS.toString(),
                                    "--no-audit",
                                    "--no-fund",
                                    PNPM,
                                    YARN)
                            .directory(CLIENTS.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(CLIENTS.resolve("install.log").toFile())
                            .start();
            return npm.waitFor(5, TimeUnit.MINUTES) && npm.exitValue() == 0;
        } catch (IOException noNpm) {
            return false;
        }
    }
}
