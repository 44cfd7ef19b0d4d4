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
import dev.gatehouse.server.testing.Script;
import dev.gatehouse.server.testing.ScriptedUpstream;
import dev.gatehouse.server.testing.UseCommandLine;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The real Poetry, pointed here by what {@code gatehouse use poetry} writes: an untrusted public
 * index and a trusted one behind the gate.
 */
@Order(4)
final class PoetryClientIT {
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
                        RunningGate.block(
                                "main",
                                "pypi",
                                "owned-names: ['mine-*']",
                                "upstreams:",
                                upstream("internal", trusted.url("simple/"), "trusted"),
                                upstream("public", untrusted.url("simple/"), "untrusted")),
                        InstantSource.system());
        work = Files.createDirectory(directory.resolve("work"));
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
        untrusted.close();
        trusted.close();
        PythonProject.forgetLinks(work);
    }

    @Test
    void installsColdThenWarmThenWithAllSourcesGoneAfterARestart() throws Exception {
        p.add(PythonPackage.of("Alpha.One", "1.0.0", "alpha-of-p"));
        v.add(PythonPackage.of("beta", "1.2.3", "beta-of-v"));
        PythonProject project = project();
        poetry(project, "add", "Alpha_One", "beta").succeeds();
        long fetched = wheels();

        project.forgetEnvironment();
        poetry(project, "install").succeeds();
        assertThat(wheels()).isEqualTo(fetched).isEqualTo(2);
        untrusted.close();
        trusted.close();
        gate.restart();
        project.forgetEnvironment();
        poetry(project, "update").succeeds();

        assertThat(project.installed("Alpha_One")).contains("alpha-of-p");
        assertThat(project.installed("beta")).contains("beta-of-v");
    }

    @Test
    void aPublicVersionOfAPrivateNameIsNotInstalled() throws Exception {
        p.add(PythonPackage.of("acme-internal", "99.0", "squatter"));
        var ours = PythonPackage.of("acme-internal", "1.0", "ours");
        assertThat(PypiEcosystem.upload(gate, "main", ours).statusCode()).isEqualTo(200);
        PythonProject project = project();

        poetry(project, "add", "acme-internal").succeeds();
        Run byVersion = poetry(project(), "add", "acme-internal==99.0").fails();
        URI file = new PypiEcosystem().file(gate.mount("main", "pypi"), "acme-internal", "99.0");
        Run byUrl = poetry(project(), "add", file.toString()).fails();

        assertThat(project.installed("acme_internal")).contains("ours");
        assertThat(byVersion.output())
                .contains("Could not find a matching version of package acme-internal");
        assertThat(byUrl.output()).contains("Blocked by rule 2: acme-internal is owned by local");
        assertThat(untrusted.requests()).noneMatch(r -> r.text().contains("acme"));
    }

    @Test
    void anOwnedNameThatNobodyHasYetIsRefused() throws Exception {
        p.add(PythonPackage.of("mine-new", "99.0", "squatter"));

        Run run = poetry(project(), "add", "mine-new").fails();

        assertThat(run.output())
                .contains("451 Client Error: Blocked by rule 2: mine-new is owned by local");
        assertThat(untrusted.requests()).noneMatch(r -> r.text().contains("mine"));
    }

    @Test
    void waitsForATrustedSourceThatDoesNotAnswerYet() throws Exception {
        p.add(PythonPackage.of("acme-elsewhere", "99.0", "squatter"));
        v.add(PythonPackage.of("acme-elsewhere", "1.0", "ours"));
        AtomicBoolean failed = new AtomicBoolean();
        trusted.answer(r -> failed.getAndSet(true) ? v.apply(r) : Script.status(500));
        PythonProject project = project();

        poetry(project, "add", "acme-elsewhere").succeeds();

        assertThat(project.installed("acme_elsewhere")).contains("ours");
        assertThat(untrusted.requests()).noneMatch(r -> r.text().contains("acme"));
    }

    @Test
    void whatIsPublishedIsInstalledAndPublishedOnce() throws Exception {
        Path library = library("acme-tools", "1.0", "ours");
        String upload = gate.mount("main", "pypi").resolve("legacy/").toString();
        Path home = Files.createTempDirectory(work, "home");
        run(home, library, "config", "repositories.gatehouse", upload).succeeds();
        String[] publish = {
            "publish", "--build", "-r", "gatehouse", "-u", "gatehouse", "-p", RunningGate.TOKEN
        };
        run(home, library, publish).succeeds();

        Files.writeString(library.resolve("acme_tools.py"), "print('others')\n");
        Run again = run(home, library, publish).fails();
        PythonProject project = project();
        poetry(project, "add", "acme-tools").succeeds();

        assertThat(again.output()).contains("409").contains("File already exists");
        assertThat(project.installed("acme_tools")).contains("ours");
    }

    private long wheels() {
        return List.of(untrusted, trusted).stream()
                .flatMap(u -> u.requests().stream())
                .filter(r -> r.path().endsWith(".whl"))
                .count();
    }

    private Path library(String name, String version, String marker) throws Exception {
        Path library = Files.createTempDirectory(work, "library");
        Files.writeString(library.resolve("acme_tools.py"), "print('" + marker + "')\n");
        Files.writeString(
                library.resolve("pyproject.toml"),
                """
                [project]
                name = "%s"
                version = "%s"

                [build-system]
                requires = ["poetry-core"]
                build-backend = "poetry.core.masonry.api"
                """
                        .formatted(name, version));
        return library;
    }

    private PythonProject project() throws Exception {
        PythonProject project = PythonProject.wanting(work);
        UseCommandLine.write(gate, "pypi", "poetry", project.directory(), work);
        return project;
    }

    /** Runs it with a home, and so a cache, that is new each time. */
    private Run poetry(PythonProject project, String... arguments) throws Exception {
        return run(Files.createTempDirectory(work, "home"), project.directory(), arguments);
    }

    private Run run(Path home, Path directory, String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of("--no-interaction", "--no-ansi"));
        line.addAll(List.of(arguments));
        return PythonClients.isolated(home, PythonClients.poetry().resolve("poetry"))
                .with("POETRY_KEYRING_ENABLED", "false")
                .run(directory, line.toArray(String[]::new));
    }
}
