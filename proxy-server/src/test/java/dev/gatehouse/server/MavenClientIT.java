package dev.gatehouse.server;

import static dev.gatehouse.server.testing.RunningGate.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.ClientTool;
import dev.gatehouse.server.testing.MavenEcosystem;
import dev.gatehouse.server.testing.MavenTool;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.ScriptedUpstream;
import dev.gatehouse.server.testing.Shelf;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * The real Maven: that of this machine, and two that are downloaded through the gate. What a test
 * needs besides made-up artifacts comes from the repository that the machine's own Maven uses.
 */
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
final class MavenClientIT {
    private static final Path CLIENTS = Path.of("target", "clients").toAbsolutePath();
    private static final String MACHINES = "mvn";
    private static final String THREE_NINE = "3.9.16";
    private static final String FOUR = "4.0.0-rc-4";
    private static final Path PLUGINS = CLIENTS.resolve("maven-plugins");
    private static final MavenEcosystem FORMAT = new MavenEcosystem();

    private static URI machines;

    private final Shelf p = new Shelf();
    private final Shelf v = new Shelf();
    private Path directory;
    private ScriptedUpstream untrusted;
    private ScriptedUpstream trusted;
    private RunningGate gate;

    @BeforeAll
    static void install(@TempDir Path directory) throws Exception {
        machines = MavenTool.machinesRepository(directory);
        Files.createDirectories(CLIENTS);
        Path data = Files.createDirectory(directory.resolve("gate"));
        String block =
                RunningGate.block(
                        "main", "maven", "upstreams:", upstream("public", machines, "untrusted"));
        try (RunningGate gate = RunningGate.start(data, block, InstantSource.system())) {
            for (String version : new String[] {THREE_NINE, FOUR}) {
                install(gate, version);
            }
            installPlugins(gate, directory.resolve("home"));
        }
    }

    /** No test is about them, so each begins with them. */
    private static void installPlugins(RunningGate gate, Path home) throws Exception {
        if (Files.exists(PLUGINS)) {
            return;
        }
        MavenTool maven = MavenTool.of(MACHINES, home).uses(gate);
        maven.run(home, MavenTool.DEPLOY + "help").succeeds();
        Path fresh = Files.createTempDirectory(CLIENTS, "maven-plugins");
        maven.copyLocalRepository(fresh);
        Files.move(fresh, PLUGINS);
    }

    private static void install(RunningGate gate, String version) throws Exception {
        if (Files.exists(program(version))) {
            return;
        }
        String path =
                "org/apache/maven/apache-maven/%1$s/apache-maven-%1$s-bin.tar.gz"
                        .formatted(version);
        Path archive = CLIENTS.resolve("apache-maven-" + version + ".tar.gz");
        URI url = gate.mount("main", "maven").resolve(path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer =
                    client.send(
                            HttpRequest.newBuilder(url).build(),
                            HttpResponse.BodyHandlers.ofFile(archive));
            assertThat(answer.statusCode()).as(url.toString()).isEqualTo(200);
        }
        ClientTool.of(CLIENTS, "tar").run(CLIENTS, "xzf", archive.toString()).succeeds();
    }

    private static Path program(String version) {
        return CLIENTS.resolve("apache-maven-" + version).resolve("bin").resolve("mvn");
    }

    @BeforeEach
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        untrusted = ScriptedUpstream.answering(FORMAT.registry(p));
        trusted = ScriptedUpstream.answering(FORMAT.registry(v));
        gate =
                RunningGate.start(
                        Files.createDirectory(directory.resolve("gate")),
                        RunningGate.block(
                                "main",
                                "maven",
                                "upstreams:",
                                upstream("internal", trusted.url(), "trusted"),
                                upstream("public", untrusted.url(), "untrusted"),
                                upstream("machines", machines, "untrusted")),
                        InstantSource.system());
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
        untrusted.close();
        trusted.close();
    }

    private MavenTool maven(String version) throws Exception {
        return maven(version, "home");
    }

    private MavenTool maven(String version, String home) throws Exception {
        String program = version.equals(MACHINES) ? MACHINES : program(version).toString();
        return MavenTool.of(program, directory.resolve(home)).uses(gate);
    }

    @ParameterizedTest
    @ValueSource(strings = {MACHINES, THREE_NINE, FOUR})
    void resolvesColdThenWarmThenWithAllSourcesGoneAfterARestart(String version) throws Exception {
        p.add("com.example:alpha", "1.0", "alpha-of-p");
        v.add("com.example.team:beta", "1.2", "beta-of-v");
        MavenTool maven = maven(version);
        String[] both = {"com.example:alpha:1.0", "com.example.team:beta:1.2"};
        maven.resolve(both).succeeds();
        int asked = untrusted.requests().size() + trusted.requests().size();

        maven.forgetLocalRepository();
        maven.resolve(both).succeeds();
        assertThat(untrusted.requests().size() + trusted.requests().size()).isEqualTo(asked);
        untrusted.close();
        trusted.close();
        gate.restart();
        maven.forgetLocalRepository();
        maven.resolve(both).succeeds();

        assertThat(maven.resolved("alpha-1.0.jar")).contains("alpha-of-p");
        assertThat(maven.resolved("beta-1.2.jar")).contains("beta-of-v");
    }

    @ParameterizedTest
    @ValueSource(strings = {MACHINES, THREE_NINE, FOUR})
    void aPublicVersionOfAPrivateNameIsRefusedWithItsReason(String version) throws Exception {
        p.add("com.example:acme-lib", "99.0", "squatter");
        FORMAT.publish(gate, "main", new Shelf.Item("com.example:acme-lib", "1.0", "ours"));
        MavenTool maven = maven(version);

        var squatted = maven.inherit("com.example:acme-lib:99.0").fails();
        maven.resolve("com.example:acme-lib:1.0").succeeds();

        assertThat(squatted.output())
                .contains("Blocked by rule 2: com.example:acme-lib is owned by local");
        assertThat(untrusted.requests()).noneMatch(r -> r.text().contains("acme-lib"));
    }

    @ParameterizedTest
    @ValueSource(strings = {MACHINES, THREE_NINE, FOUR})
    void aPublicNameIsNotTakenWhileTheTrustedSourceIsDown(String version) throws Exception {
        p.add("com.example:acme-elsewhere", "1.0", "squatter");
        trusted.close();

        var run = maven(version).inherit("com.example:acme-elsewhere:1.0").fails();

        // the Wagon of Maven 3.8 shows the reason of a 403 only
        assertThat(run.output())
                .contains(version.equals(MACHINES) ? "503" : "internal did not answer");
        assertThat(untrusted.requests()).noneMatch(r -> r.text().contains("acme-elsewhere"));
    }

    @ParameterizedTest
    @ValueSource(strings = {MACHINES, THREE_NINE, FOUR})
    void whatIsDeployedIsResolvedAndAReleaseIsDeployedOnce(String version) throws Exception {
        String name = "com.example:tool";
        MavenTool maven = maven(version).having(PLUGINS);
        maven.deploy(gate, new Shelf.Item(name, "1.0", "the-release")).succeeds();
        maven.deploy(gate, new Shelf.Item(name, "2.0-SNAPSHOT", "first-build")).succeeds();
        maven.deploy(gate, new Shelf.Item(name, "2.0-SNAPSHOT", "second-build")).succeeds();

        var again = maven.deploy(gate, new Shelf.Item(name, "1.0", "other bytes")).fails();
        maven.forgetLocalRepository();
        maven.resolve(name + ":1.0", name + ":2.0-SNAPSHOT").succeeds();

        // the transport that Maven 4 prefers shows nothing but the status of a PUT
        assertThat(again.output())
                .contains(version.equals(FOUR) ? "409" : "a release is deployed once");
        assertThat(maven.resolved("tool-1.0.jar")).contains("the-release");
        assertThat(maven.resolved("tool-2.0-SNAPSHOT.jar")).contains("second-build");
        var metadata = gate.get(FORMAT.index(gate.mount("main", "maven"), name));
        assertThat(FORMAT.versions(metadata)).containsExactly("1.0", "2.0-SNAPSHOT");
        assertThat(untrusted.requests()).noneMatch(r -> r.path().endsWith("/tool-1.0.jar"));
    }

    @ParameterizedTest
    @ValueSource(strings = {MACHINES, THREE_NINE, FOUR})
    void modulesAreDeployedAtTheSameTime(String version) throws Exception {
        MavenTool maven = maven(version).having(PLUGINS);
        Path root =
                maven.project(
                        "com.example:root:1.0",
                        "<modules><module>a</module><module>b</module></modules>");
        for (String module : new String[] {"a", "b"}) {
            Files.move(maven.project("com.example:" + module + ":1.0", ""), root.resolve(module));
        }
        String target = "gatehouse::default::" + gate.mount("main", "maven");

        maven.run(
                        root,
                        "-T",
                        "2",
                        MavenTool.DEPLOY + "deploy",
                        "-DaltDeploymentRepository=" + target)
                .succeeds();

        for (String module : new String[] {"root", "a", "b"}) {
            var metadata =
                    gate.get(FORMAT.index(gate.mount("main", "maven"), "com.example:" + module));
            assertThat(FORMAT.versions(metadata)).as(module).containsExactly("1.0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {MACHINES, THREE_NINE, FOUR})
    void aUserDeploysAndResolvesWithThePasswordOfTheSettings(String version) throws Exception {
        gate.reload(
                RunningGate.block("main", "maven", "upstreams: []")
                        + "access: {anonymous: none}\n");
        String user = "{\"name\":\"alice\",\"role\":\"publish\",\"password\":\"correct horse\"}";
        assertThat(gate.api("POST", "users/", user).statusCode()).isEqualTo(201);
        FORMAT.publish(gate, "main", MavenTool.BESIDE_EXTENSIONS);
        MavenTool maven = maven(version).having(PLUGINS).as("alice", "correct horse");

        maven.deploy(gate, new Shelf.Item("com.example:tool", "1.0", "ours")).succeeds();
        maven.forgetLocalRepository();
        maven.resolve("com.example:tool:1.0").succeeds();
        MavenTool other = maven(version, "other").as("alice", "wrong");
        var wrong = other.inherit("com.example:tool:1.0").fails();

        assertThat(maven.resolved("tool-1.0.jar")).contains("ours");
        assertThat(wrong.output())
                .contains(version.equals(FOUR) ? "too many authentication attempts" : "401");
    }
}
