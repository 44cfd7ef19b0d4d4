package dev.gatehouse.server;

import static dev.gatehouse.server.testing.RunningGate.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.ClientTool.Run;
import dev.gatehouse.server.testing.MadeUpSimpleIndex;
import dev.gatehouse.server.testing.PypiEcosystem;
import dev.gatehouse.server.testing.PythonClients;
import dev.gatehouse.server.testing.PythonPackage;
import dev.gatehouse.server.testing.PythonProject;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.ScriptedUpstream;
import dev.gatehouse.server.testing.UseCommandLine;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * The real uv with projects and their lock files, pointed here by what {@code gatehouse use uv}
 * writes: an untrusted public index and a trusted one behind the gate.
 */
final class UvProjectIT {
    private final MadeUpSimpleIndex p = new MadeUpSimpleIndex();
    private final MadeUpSimpleIndex v = MadeUpSimpleIndex.inHtml();
    private ScriptedUpstream untrusted;
    private ScriptedUpstream trusted;
    private RunningGate gate;
    private Path work;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        untrusted = ScriptedUpstream.answering(p);
        trusted = ScriptedUpstream.answering(v);
        gate =
                RunningGate.start(
                        Files.createDirectory(directory.resolve("gate")),
                        repository(""),
                        InstantSource.system());
        work = Files.createDirectory(directory.resolve("work"));
    }

    private String repository(String more) {
        return RunningGate.block(
                "main",
                "pypi",
                more,
                "upstreams:",
                upstream("internal", trusted.url("simple/"), "trusted"),
                upstream("public", untrusted.url("simple/"), "untrusted"));
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
        untrusted.close();
        trusted.close();
        PythonProject.forgetLinks(work);
    }

    @Test
    void syncsColdThenWarmThenWithAllSourcesGoneAfterARestart() throws Exception {
        p.add(PythonPackage.of("Alpha.One", "1.0.0", "alpha-of-p"));
        v.add(PythonPackage.of("beta", "1.2.3", "beta-of-v"));
        PythonProject project = project("Alpha_One", "beta>=1");
        uv(project, "lock").succeeds();
        uv(project, "sync").succeeds();
        int asked = untrusted.requests().size() + trusted.requests().size();

        project.forgetEnvironment();
        uv(project, "sync", "--locked").succeeds();
        assertThat(untrusted.requests().size() + trusted.requests().size()).isEqualTo(asked);
        untrusted.close();
        trusted.close();
        gate.restart();
        project.forgetEnvironment();
        uv(project, "sync", "--locked").succeeds();

        assertThat(project.installed("Alpha_One")).contains("alpha-of-p");
        assertThat(project.installed("beta")).contains("beta-of-v");
    }

    @Test
    void aPublicVersionOfAPrivateNameIsNotLocked() throws Exception {
        p.add(PythonPackage.of("acme-internal", "99.0", "squatter"));
        var ours = PythonPackage.of("acme-internal", "1.0", "ours");
        assertThat(PypiEcosystem.upload(gate, "main", ours).statusCode()).isEqualTo(200);
        PythonProject project = project("acme-internal");

        uv(project, "sync").succeeds();
        Run pinned = uv(project("acme-internal==99.0"), "lock").fails();

        assertThat(project.installed("acme_internal")).contains("ours");
        assertThat(pinned.output()).contains("acme-internal==99.0");
        assertThat(untrusted.requests()).noneMatch(r -> r.text().contains("acme"));
    }

    @Test
    void aLockFileDoesNotBringBackWhatIsRefusedSince() throws Exception {
        p.add(PythonPackage.of("acme-new", "99.0", "squatter"));
        PythonProject project = project("acme-new");
        uv(project, "lock").succeeds();
        gate.reload(repository("owned-names: ['acme-*']"));
        untrusted.forgetRequests();

        Run sync = uv(project, "sync", "--frozen").fails();
        Run lock = uv(project("acme-new"), "lock").fails();

        assertThat(sync.output()).contains("Blocked by rule 2: acme-new is owned by local");
        assertThat(lock.output())
                .contains("Server message: Blocked, Blocked by rule 2: acme-new is owned by local");
        assertThat(untrusted.requests()).noneMatch(r -> r.text().contains("acme"));
    }

    @Test
    void nothingIsLockedWhileTheTrustedSourceIsDown() throws Exception {
        p.add(PythonPackage.of("acme-elsewhere", "99.0", "squatter"));
        trusted.close();

        Run run = uv(project("acme-elsewhere"), "lock").fails();

        assertThat(run.output()).contains("Undecided by rule 4: internal did not answer");
        assertThat(untrusted.requests()).noneMatch(r -> r.text().contains("acme"));
    }

    private PythonProject project(String... requirements) throws Exception {
        PythonProject project = PythonProject.wanting(work, requirements);
        UseCommandLine.write(gate, "pypi", "uv", project.directory(), work);
        return project;
    }

    /** Runs it with a home, and so a cache, that is new each time. */
    private Run uv(PythonProject project, String... arguments) throws Exception {
        Path home = Files.createTempDirectory(work, "home");
        return PythonClients.tool(home, "uv")
                .with("UV_NO_CONFIG", "false")
                .with("UV_HTTP_RETRIES", "0")
                .with("UV_PYTHON_DOWNLOADS", "never")
                .with("UV_PYTHON", PythonClients.clients().resolve("python").toString())
                .run(project.directory(), arguments);
    }
}
