package dev.gatehouse.server.cli;

import static dev.gatehouse.server.testing.RunningGate.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.advisory.Osv;
import dev.gatehouse.server.testing.ClientTool;
import dev.gatehouse.server.testing.ClientTool.Run;
import dev.gatehouse.server.testing.MadeUpRegistry;
import dev.gatehouse.server.testing.MadeUpSimpleIndex;
import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.PythonClients;
import dev.gatehouse.server.testing.PythonPackage;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.ScriptedUpstream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** Advisories from the command line to what the real npm and pip install. */
class OsvCommandsIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String RULES =
            """
            name: safe
            rule: {type: vulnerability, severity: high}
            actions: [{action_type: SetPackageState, package_state: QUARANTINED}]
            """;
    private static final String MALWARE =
            """
            name: clean
            rule: {type: malware}
            actions: [{action_type: SetPackageState, package_state: QUARANTINED}]
            """;

    @TempDir private Path directory = Path.of("");
    private ScriptedUpstream registry;
    private ScriptedUpstream index;
    private RunningGate gate;
    private Desk desk;
    private int count;

    /** Something that comes to hold a while after an import. */
    private interface Claim {
        boolean holds() throws Exception;
    }

    private static void eventually(Claim claim) throws Exception {
        long end = System.nanoTime() + LONG.toNanos();
        while (!claim.holds()) {
            assertThat(System.nanoTime()).as("it never came to hold").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    private boolean answers(String name, int status) throws Exception {
        return gate.get(gate.registry("main").resolve(name)).statusCode() == status;
    }

    @BeforeEach
    void start() throws Exception {
        registry =
                ScriptedUpstream.answering(
                        MadeUpRegistry.of(
                                NpmPackage.of("left-pad", "1.2.0", "old"),
                                NpmPackage.of("left-pad", "1.3.0", "new"),
                                NpmPackage.of("toy", "1.0.0", "toy")));
        index =
                ScriptedUpstream.answering(
                        new MadeUpSimpleIndex()
                                .add(PythonPackage.of("acme-tools", "1.0", "old"))
                                .add(PythonPackage.of("acme-tools", "2.0", "new")));
        gate = gate("");
        desk = desk(gate);
    }

    private RunningGate gate(String more) throws Exception {
        String npm =
                RunningGate.block(
                        "main", "npm", "upstreams:", upstream("n", registry.url(), "untrusted"));
        String pypi =
                RunningGate.block(
                        "main",
                        "pypi",
                        "upstreams:",
                        upstream("p", index.url("simple/"), "untrusted"));
        return RunningGate.start(
                Files.createDirectories(directory.resolve("server")),
                npm + pypi.substring(pypi.indexOf('\n') + 1) + more,
                InstantSource.system());
    }

    private Desk desk(RunningGate at) throws Exception {
        Desk made = new Desk(Files.createDirectories(directory.resolve("desk")));
        made.environment.put("GATEHOUSE_URL", at.mount("x", "y").resolve("/").toString());
        made.environment.put("GATEHOUSE_TOKEN", RunningGate.TOKEN);
        made.write("safe.yaml", RULES);
        made.write("clean.yaml", MALWARE);
        return made;
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
        registry.close();
        index.close();
    }

    private String run(int exit, String... arguments) {
        assertThat(desk.run(arguments)).as(desk.out + desk.err).isEqualTo(exit);
        return desk.out;
    }

    private void imported(Osv osv) throws Exception {
        osv.zip(desk.directory.resolve("osv.zip"));
        run(0, "osv", "import", "osv.zip");
    }

    private Run npm(String what) throws Exception {
        Path project = Files.createDirectory(directory.resolve("npm-" + count++));
        Files.writeString(
                project.resolve("package.json"), "{\"name\":\"p\",\"version\":\"1.0.0\"}");
        ClientTool npm = ClientTool.npm(directory.resolve("npm-home-" + count));
        npm.uses(gate, "main", "");
        return npm.run(project, "install", what);
    }

    private String installed(String name) throws Exception {
        return Files.readString(
                directory.resolve(
                        "npm-" + (count - 1) + "/node_modules/" + name + "/package.json"));
    }

    private Run pip(String what) throws Exception {
        count++;
        return PythonClients.tool(directory.resolve("pip-home-" + count), "pip")
                .run(
                        directory,
                        "install",
                        "--retries",
                        "0",
                        "--no-deps",
                        "--no-cache-dir",
                        "--target",
                        directory.resolve("pip-" + count).toString(),
                        "--index-url",
                        gate.mount("main", "pypi").resolve("simple/").toString(),
                        what);
    }

    @Test
    void npmFallsBackToASafeVersionAndIsToldWhyTheOtherIsRefused() throws Exception {
        imported(new Osv().with("GHSA-1", "npm", "left-pad", "1.3.0"));
        run(0, "policy", "apply", "safe.yaml");

        npm("left-pad@1").succeeds();
        assertThat(installed("left-pad")).contains("1.3.0");
        // node-semver takes the highest that is left, here because the new one is the bad one
        imported(
                new Osv()
                        .with(
                                "GHSA-2.json",
                                Osv.record("GHSA-2", "npm", "left-pad", Osv.introduced("1.3.0"))));
        eventually(
                () ->
                        !gate.get(gate.registry("main").resolve("left-pad"))
                                .body()
                                .contains("1.3.0"));
        npm("left-pad").succeeds();
        assertThat(installed("left-pad")).contains("1.2.0");

        imported(new Osv().with("GHSA-3", "npm", "left-pad", "1.9.0"));
        eventually(() -> answers("left-pad", 403));
        assertThat(npm("left-pad").fails().output())
                .contains("Blocked by policy safe", "GHSA-3", "fixed in 1.9.0");
    }

    @Test
    void pipFallsBackToASafeVersionAndANewSetSetsTheOtherFree() throws Exception {
        imported(
                new Osv()
                        .with(
                                "GHSA-1.json",
                                Osv.record("GHSA-1", "PyPI", "Acme_Tools", Osv.introduced("2"))));
        run(0, "policy", "apply", "safe.yaml");
        assertThat(pip("acme-tools").succeeds().output()).contains("acme-tools-1.0");
        assertThat(pip("acme-tools==2.0").fails().output()).contains("1.0");

        imported(new Osv().with("GHSA-9", "npm", "left-pad", "1.0.0"));

        eventually(() -> pip("acme-tools").succeeds().output().contains("acme-tools-2.0"));
    }

    @Test
    void malwareIsRefusedAlsoWhenItWasStoredBefore() throws Exception {
        imported(new Osv().with("GHSA-9", "npm", "left-pad", "1.0.0"));
        run(0, "policy", "apply", "clean.yaml");
        npm("toy").succeeds();

        imported(
                new Osv()
                        .with(
                                "MAL-2030-7.json",
                                Osv.record("MAL-2030-7", "npm", "toy", Osv.introduced("0"))));

        eventually(() -> answers("toy", 403));
        assertThat(npm("toy").fails().output()).contains("is malware: MAL-2030-7");
        assertThat(run(0, "policy", "log", "--matched")).contains("toy");
    }

    @Test
    void withoutAdvisoriesNothingIsServedAndTheReasonIsTold() throws Exception {
        run(0, "policy", "apply", "safe.yaml");

        assertThat(npm("toy").fails().output()).contains("gatehouse osv import");
        assertThat(run(1, "osv", "status")).contains("No advisories were ever imported.");
    }

    @Test
    void aSetOutlivesARestartAndACutOneChangesNothing() throws Exception {
        imported(new Osv().with("MAL-2030-7", "npm", "toy", "2.0.0"));
        run(0, "policy", "apply", "clean.yaml");
        byte[] zip = new Osv().with("GHSA-9", "npm", "left-pad", "1.0.0").zip();
        Files.write(
                desk.directory.resolve("cut.zip"), Arrays.copyOf(zip, zip.length - zip.length / 3));

        run(2, "osv", "import", "cut.zip");
        assertThat(desk.err).contains("was cut", "the advisories in force stay");
        gate.restart();
        desk = desk(gate);

        assertThat(gate.get(gate.registry("main").resolve("toy")).statusCode()).isEqualTo(403);
        assertThat(run(0, "osv", "status")).contains("1 advisories of", "osv.zip");
    }

    @Test
    void theSourceOfTheConfigurationIsReadAndTheCommandSaysSo() throws Exception {
        gate.close();
        Path zip =
                new Osv()
                        .with("MAL-2030-7", "npm", "toy", "2.0.0")
                        .zip(directory.resolve("declared.zip"));
        gate = gate("osv: {source: " + zip + ", refresh: 1s}\n");
        desk = desk(gate);
        eventually(() -> desk.run("osv", "status") == 0);
        run(0, "policy", "apply", "clean.yaml");
        assertThat(gate.get(gate.registry("main").resolve("toy")).statusCode()).isEqualTo(403);

        run(1, "osv", "import", zip.toString());
        assertThat(desk.err).contains("osv.source");

        new Osv().with("MAL-2030-8", "npm", "left-pad", "9.0.0").zip(zip);
        eventually(() -> answers("toy", 200));
    }
}
