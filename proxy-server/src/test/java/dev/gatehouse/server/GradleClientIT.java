package dev.gatehouse.server;

import static dev.gatehouse.server.testing.RunningGate.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.GradleDaemon;
import dev.gatehouse.server.testing.GradleTool;
import dev.gatehouse.server.testing.MadeUpRepository;
import dev.gatehouse.server.testing.MavenEcosystem;
import dev.gatehouse.server.testing.RecordedRequest;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.Script;
import dev.gatehouse.server.testing.ScriptedUpstream;
import dev.gatehouse.server.testing.Shelf;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;

/** The real Gradle of this machine: an untrusted repository and a trusted one behind the gate. */
@Order(4)
final class GradleClientIT {
    private static final MavenEcosystem FORMAT = new MavenEcosystem();

    private static GradleDaemon gradle;

    private final Shelf p = new Shelf();
    private final Shelf v = new Shelf();
    private ScriptedUpstream untrusted;
    private ScriptedUpstream trusted;
    private RunningGate gate;

    @BeforeAll
    static void startGradle(@TempDir Path homes) throws Exception {
        gradle = GradleDaemon.of(homes);
    }

    @AfterAll
    static void stopGradle() throws Exception {
        if (gradle != null) {
            gradle.end();
        }
    }

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        untrusted = ScriptedUpstream.answering(FORMAT.registry(p));
        trusted = ScriptedUpstream.answering(FORMAT.registry(v));
        gate =
                RunningGate.start(
                        directory,
                        RunningGate.block(
                                "main",
                                "maven",
                                "upstreams:",
                                upstream("internal", trusted.url(), "trusted"),
                                upstream("public", untrusted.url(), "untrusted")),
                        InstantSource.system());
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
        untrusted.close();
        trusted.close();
    }

    @Test
    void buildsColdThenWarmThenWithAllSourcesGoneAfterARestart() throws Exception {
        p.add("com.example:alpha", "1.0", "alpha-of-p");
        v.add("com.example.team:beta", "1.2", "beta-of-v");
        String[] both = {"com.example:alpha:1.+", "com.example.team:beta:1.2"};
        fresh().build(both).succeeds();
        int asked = untrusted.requests().size() + trusted.requests().size();

        fresh().build(both).succeeds();
        assertThat(untrusted.requests().size() + trusted.requests().size()).isEqualTo(asked);
        untrusted.close();
        trusted.close();
        gate.restart();
        GradleTool offline = fresh();
        offline.build(both).succeeds();

        assertThat(offline.fetched("alpha-1.0.jar")).contains("alpha-of-p");
        assertThat(offline.fetched("beta-1.2.jar")).contains("beta-of-v");
    }

    @Test
    void aPublicVersionOfAPrivateNameIsRefusedWithItsReason() throws Exception {
        p.add("com.example:acme-lib", "99.0", "squatter");
        FORMAT.publish(gate, "main", new Shelf.Item("com.example:acme-lib", "1.0", "ours"));
        GradleTool any = fresh();

        any.build("com.example:acme-lib:+").succeeds();
        var squatted = fresh().build("com.example:acme-lib:99.0").fails();

        assertThat(any.fetched("acme-lib-1.0.jar")).contains("ours");
        assertThat(squatted.output())
                .contains("Received status code 403 from server")
                .contains("Blocked by rule 2: com.example:acme-lib is owned by local");
        assertThat(untrusted.requests()).noneMatch(r -> r.text().contains("acme-lib"));
    }

    @Test
    void aPublicNameIsNotTakenWhileTheTrustedSourceIsDown() throws Exception {
        p.add("com.example:acme-elsewhere", "1.0", "squatter");
        trusted.close();

        var run = fresh().build("com.example:acme-elsewhere:1.0").fails();

        assertThat(run.output())
                .contains("Received status code 503 from server")
                .contains("Undecided by rule 4: internal did not answer");
        assertThat(untrusted.requests()).noneMatch(r -> r.text().contains("acme-elsewhere"));
    }

    @Test
    void whatIsPublishedIsResolvedAndAReleaseIsPublishedOnce() throws Exception {
        String name = "com.example:tool";
        GradleTool publisher = fresh();
        publisher.publish(new Shelf.Item(name, "1.0", "the-release")).succeeds();
        publisher.publish(new Shelf.Item(name, "2.0-SNAPSHOT", "first-build")).succeeds();
        publisher.publish(new Shelf.Item(name, "2.0-SNAPSHOT", "second-build")).succeeds();

        var again = publisher.publish(new Shelf.Item(name, "1.0", "other bytes")).fails();
        GradleTool release = fresh();
        release.build(name + ":1.0").succeeds();
        GradleTool snapshot = fresh();
        snapshot.build(name + ":2.0-SNAPSHOT").succeeds();

        assertThat(again.output()).contains("409").contains("a release is deployed once");
        assertThat(release.fetched("tool-1.0.jar")).contains("the-release");
        assertThat(snapshot.fetched("tool-2.0-SNAPSHOT.jar")).contains("second-build");
        var metadata = gate.get(FORMAT.index(gate.mount("main", "maven"), name));
        assertThat(FORMAT.versions(metadata)).containsExactly("1.0", "2.0-SNAPSHOT");
        assertThat(untrusted.requests()).noneMatch(r -> r.path().endsWith("/tool-1.0.jar"));
    }

    @Test
    void aMissingModuleFileIsNoFailureEvenOfANameThatIsBlockedElsewhere() throws Exception {
        p.add("com.example:alpha", "1.0", "alpha-of-p");
        p.add("com.example:acme-lib", "99.0", "squatter");
        untrusted.answer(this::withMarkedPoms);
        FORMAT.publish(gate, "main", new Shelf.Item("com.example:acme-lib", "1.0", "ours"));
        GradleTool client = fresh();

        client.buildWithModules("com.example:alpha:1.0", "com.example:acme-lib:1.0").succeeds();
        var module = gate.get(module("com.example:acme-lib", "1.0"));

        assertThat(client.fetched("alpha-1.0.jar")).contains("alpha-of-p");
        assertThat(client.fetched("acme-lib-1.0.jar")).contains("ours");
        assertThat(module.statusCode()).isEqualTo(404);
        assertThat(untrusted.requests())
                .anyMatch(r -> r.path().endsWith("/alpha-1.0.module"))
                .noneMatch(r -> r.text().contains("acme-lib"));
    }

    private URI module(String name, String version) {
        String path = MadeUpRepository.file(name, version, "module");
        return gate.mount("main", "maven").resolve(path);
    }

    /** With the mark that makes Gradle ask for module metadata. */
    private Script withMarkedPoms(RecordedRequest request) {
        String mark = "<!-- do_not_remove: published-with-gradle-metadata --></project>";
        String pom = MadeUpRepository.pom("com.example:alpha", "1.0").replace("</project>", mark);
        if (request.path().endsWith(".pom")) {
            return Script.ok("text/xml", pom);
        }
        return request.path().endsWith(".pom.sha1")
                ? Script.ok("text/plain", MadeUpRepository.sha1(pom))
                : FORMAT.registry(p).apply(request);
    }

    private GradleTool fresh() throws Exception {
        return GradleTool.fresh(gradle, gate);
    }
}
