package dev.gatehouse.server;

import static dev.gatehouse.server.testing.RunningGate.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.ClientTool;
import dev.gatehouse.server.testing.MadeUpRegistry;
import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.ScriptedUpstream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** The real npm: an untrusted public registry and a trusted one behind the gate. */
@Order(4)
final class NpmClientIT {
    private final MadeUpRegistry p = new MadeUpRegistry();
    private final MadeUpRegistry v = new MadeUpRegistry();
    private ScriptedUpstream untrusted;
    private ScriptedUpstream trusted;
    private RunningGate gate;
    private ClientTool npm;
    private Path work;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        npm = ClientTool.npm(directory.resolve("home"));
        untrusted = ScriptedUpstream.answering(p);
        trusted = ScriptedUpstream.answering(v);
        gate =
                RunningGate.start(
                        Files.createDirectory(directory.resolve("gate")),
                        RunningGate.npm(
                                "main",
                                "upstreams:",
                                upstream("internal", trusted.url(), "trusted"),
                                upstream("public", untrusted.url(), "untrusted")),
                        InstantSource.system());
        npm.uses(gate, "main", RunningGate.TOKEN);
        work = Files.createDirectory(directory.resolve("work"));
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
        untrusted.close();
        trusted.close();
    }

    @Test
    void installsColdThenWarmThenWithAllSourcesGoneAfterARestart() throws Exception {
        p.add(NpmPackage.of("alpha", "1.0.0", "alpha-of-p"));
        v.add(NpmPackage.of("@team/beta", "1.2.3", "beta-of-v"));
        npm.run(project("cold"), "install", "alpha", "@team/beta").succeeds();
        long fetched = tarballs();

        npm.forgetCache();
        npm.run(project("warm"), "install", "alpha", "@team/beta").succeeds();
        assertThat(tarballs()).isEqualTo(fetched);
        untrusted.close();
        trusted.close();
        gate.restart();
        npm.forgetCache();
        Path offline = project("offline");
        npm.run(offline, "install", "alpha", "@team/beta").succeeds();

        assertThat(offline.resolve("node_modules/alpha/index.js")).content().contains("alpha-of-p");
        assertThat(offline.resolve("node_modules/@team/beta/index.js"))
                .content()
                .contains("beta-of-v");
    }

    @Test
    void aPublishedPackageIsNeverOvertakenByAPublicOneOfTheName() throws Exception {
        p.add(NpmPackage.of("acme-internal", "99.0.0", "squatter"));
        publish("acme-internal", "1.0.0");
        for (String when : new String[] {"before", "after"}) {
            Path project = project(when);
            npm.run(project, "install", "acme-internal").succeeds();
            var byVersion = npm.run(project("v-" + when), "install", "acme-internal@99.0.0");
            var byUrl =
                    npm.run(
                            project("u-" + when),
                            "install",
                            gate.registry("main") + "acme-internal/-/acme-internal-99.0.0.tgz");

            assertThat(project.resolve("node_modules/acme-internal/index.js"))
                    .content()
                    .contains("acme-internal 1.0.0");
            assertThat(byVersion.fails().output()).contains("acme-internal is owned by local");
            assertThat(byUrl.fails().output()).contains("acme-internal is owned by local");
            gate.restart();
            npm.forgetCache();
        }
        assertThat(untrusted.requests()).noneMatch(r -> r.text().contains("acme-internal"));
    }

    @Test
    void aPublicPackageIsNotTakenWhileTheTrustedSourceIsDown() throws Exception {
        p.add(NpmPackage.of("acme-elsewhere", "99.0.0", "squatter"));
        trusted.close();

        var run = npm.run(project("down"), "install", "acme-elsewhere").fails();

        assertThat(run.output()).contains("503", "internal did not answer");
        assertThat(untrusted.requests()).noneMatch(r -> r.text().contains("acme-elsewhere"));
    }

    @Test
    void aVersionIsPublishedOnce() throws Exception {
        publish("once", "1.0.0");

        var again = npm.run(source("once", "1.0.0"), "publish").fails();
        var past = gate.publish("main", NpmPackage.of("once", "1.0.0", "other bytes"));

        assertThat(again.output()).containsAnyOf("already exists", "previously published");
        assertThat(past.statusCode()).isEqualTo(403);
        assertThat(past.body()).contains("already exists");
    }

    @Test
    void tagsDeprecationsAndScopedPublicationsAreKept() throws Exception {
        npm.run(source("@team/tool", "1.0.0"), "publish", "--access", "public").succeeds();
        npm.run(source("@team/tool", "2.0.0-rc.1"), "publish", "--tag", "next").succeeds();
        Path here = project("here");

        npm.run(here, "dist-tag", "add", "@team/tool@1.0.0", "stable").succeeds();
        var tags = npm.run(here, "dist-tag", "ls", "@team/tool").succeeds().output();
        npm.run(here, "dist-tag", "rm", "@team/tool", "stable").succeeds();
        var fewer = npm.run(here, "dist-tag", "ls", "@team/tool").succeeds().output();
        npm.run(here, "deprecate", "@team/tool@1.0.0", "use another").succeeds();
        var view = npm.run(here, "view", "@team/tool@1.0.0", "deprecated").succeeds().output();

        assertThat(tags).contains("latest: 1.0.0", "next: 2.0.0-rc.1", "stable: 1.0.0");
        assertThat(fewer).doesNotContain("stable");
        assertThat(view).contains("use another");
    }

    @Test
    void aNameStaysReservedAfterItsLastVersionWasUnpublished() throws Exception {
        p.add(NpmPackage.of("gone", "99.0.0", "squatter"));
        publish("gone", "1.0.0");
        publish("gone", "1.1.0");
        Path here = project("here");

        npm.run(here, "unpublish", "gone@1.1.0", "--force").succeeds();
        var left = npm.run(here, "view", "gone", "versions", "--json").succeeds().output();
        npm.run(here, "unpublish", "gone", "--force").succeeds();
        npm.forgetCache();
        npm.run(here, "install", "gone").fails();

        assertThat(left).contains("1.0.0").doesNotContain("1.1.0").doesNotContain("99.0.0");
        assertThat(untrusted.requests()).noneMatch(r -> r.text().contains("gone"));
    }

    @Test
    void pingWhoamiViewAndSearchAnswer() throws Exception {
        publish("findable", "1.0.0");
        Path here = project("here");

        npm.run(here, "ping").succeeds();
        var whoami = npm.run(here, "whoami").succeeds();
        var view = npm.run(here, "view", "findable", "version").succeeds();
        var found = npm.run(here, "search", "findable").succeeds();

        assertThat(whoami.output()).contains("admin");
        assertThat(view.output()).contains("1.0.0");
        assertThat(found.output()).contains("findable");
        assertThat(untrusted.requests()).noneMatch(r -> r.text().contains("findable"));
    }

    @Test
    void anAuditTellsAnUntrustedSourceNoNameThatIsNotItsOwn() throws Exception {
        p.add(NpmPackage.of("alpha", "1.0.0", "P"));
        publish("acme-secret", "1.0.0");
        Path project = project("audited");
        npm.run(project, "install", "alpha", "acme-secret").succeeds();

        npm.run(project, "audit").succeeds();

        assertThat(untrusted.requests())
                .anyMatch(r -> r.method().equals("POST") && r.text().contains("alpha"))
                .noneMatch(r -> r.text().contains("acme-secret"));
    }

    private void publish(String name, String version) throws Exception {
        npm.run(source(name, version), "publish").succeeds();
    }

    private long tarballs() {
        return untrusted.requests().stream().filter(r -> r.path().endsWith(".tgz")).count()
                + trusted.requests().stream().filter(r -> r.path().endsWith(".tgz")).count();
    }

    private Path project(String name) throws IOException {
        return source(name, "0.0.0");
    }

    private Path source(String name, String version) throws IOException {
        Path directory = Files.createTempDirectory(work, "source");
        Files.writeString(
                directory.resolve("package.json"),
                "{\"name\":\"%s\",\"version\":\"%s\"}".formatted(name, version));
        Files.writeString(
                directory.resolve("index.js"), "console.log('%s %s')\n".formatted(name, version));
        return directory;
    }
}
