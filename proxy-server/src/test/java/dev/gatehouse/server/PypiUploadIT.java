package dev.gatehouse.server;

import static dev.gatehouse.server.testing.RunningGate.TOKEN;
import static dev.gatehouse.server.testing.RunningGate.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.ClientTool;
import dev.gatehouse.server.testing.ClientTool.Run;
import dev.gatehouse.server.testing.MadeUpSimpleIndex;
import dev.gatehouse.server.testing.PythonClients;
import dev.gatehouse.server.testing.PythonPackage;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.ScriptedUpstream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The real twine and uv publish here, and the real pip installs what they published. */
final class PypiUploadIT {
    private static final String NAME = "acme-tools";

    private final MadeUpSimpleIndex p = new MadeUpSimpleIndex();
    private ScriptedUpstream untrusted;
    private RunningGate gate;
    private Path work;
    private int homes;

    enum Publisher {
        TWINE,
        UV
    }

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        untrusted = ScriptedUpstream.answering(p);
        gate =
                RunningGate.start(
                        Files.createDirectory(directory.resolve("gate")),
                        RunningGate.block(
                                "main",
                                "pypi",
                                "upstreams:",
                                upstream("public", untrusted.url("simple/"), "untrusted")),
                        InstantSource.system());
        work = Files.createDirectory(directory.resolve("work"));
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
        untrusted.close();
    }

    @ParameterizedTest
    @EnumSource
    void aWheelAndASourceDistributionArePublishedAndInstalled(Publisher publisher)
            throws Exception {
        p.add(PythonPackage.of(NAME, "99.0", "squatter"));
        publish(publisher, TOKEN, wheel("1.0", "ours"), sdist("1.0")).succeeds();

        install("first", NAME).succeeds();
        gate.restart();
        install("second", "Acme.Tools").succeeds();

        for (String target : new String[] {"first", "second"}) {
            assertThat(work.resolve(target + "/acme_tools.py")).content().contains("ours");
        }
        assertThat(page())
                .contains("acme_tools-1.0-py3-none-any.whl", "acme_tools-1.0.tar.gz")
                .contains("core-metadata", "upload-time")
                .doesNotContain("99.0");
        assertThat(untrusted.requests()).noneMatch(r -> r.text().contains("acme"));
    }

    @ParameterizedTest
    @EnumSource
    void aFileIsPublishedOnce(Publisher publisher) throws Exception {
        publish(publisher, TOKEN, wheel("1.0", "first")).succeeds();

        Run same = publish(publisher, TOKEN, wheel("1.0", "first"));
        Run other = publish(publisher, TOKEN, wheel("1.0", "second"));

        assertThat(same.fails().output()).contains("409").contains("File already exists");
        assertThat(other.fails().output()).contains("409").contains("File already exists");
        install("again", NAME).succeeds();
        assertThat(work.resolve("again/acme_tools.py")).content().contains("first");
    }

    @ParameterizedTest
    @EnumSource
    void aWrongTokenPublishesNothing(Publisher publisher) throws Exception {
        Run run = publish(publisher, "gh_wrong", wheel("1.0", "ours"));

        assertThat(run.fails().output()).contains("401");
        install("nothing", NAME).fails();
    }

    @Test
    void aYankedVersionIsInstalledOnlyByItsNumberAndItsReasonIsShown() throws Exception {
        publish(Publisher.TWINE, TOKEN, wheel("1.0", "ours")).succeeds();
        command("1.0", "yank", "{\"reason\": \"loses data\"}");

        Run any = install("any", NAME);
        Run exact = install("exact", NAME + "==1.0");
        command("1.0", "unyank", "{}");
        Run back = install("back", NAME);

        any.fails();
        assertThat(exact.succeeds().output()).contains("loses data");
        assertThat(back.succeeds().output()).doesNotContain("loses data");
    }

    @Test
    void aDeletedVersionIsGoneAndItsNameStaysOurs() throws Exception {
        p.add(PythonPackage.of(NAME, "99.0", "squatter"));
        publish(Publisher.TWINE, TOKEN, wheel("1.0", "ours")).succeeds();
        command("1.0", "delete", "{}");

        install("gone", NAME).fails();
        Run other = publish(Publisher.TWINE, TOKEN, wheel("1.0", "others"));
        Run same = publish(Publisher.TWINE, TOKEN, wheel("1.0", "ours"));

        assertThat(other.fails().output()).contains("409").contains("deleted");
        same.succeeds();
        install("back", NAME).succeeds();
        assertThat(untrusted.requests()).noneMatch(r -> r.text().contains("acme"));
    }

    private void command(String version, String deed, String body) throws Exception {
        var answer =
                gate.send(
                        "POST",
                        gate.mount("main", "pypi")
                                .resolve(
                                        "/api/trust/main/main/names/pypi/%s/versions/%s/%s/"
                                                .formatted(NAME, version, deed)),
                        body,
                        "Authorization",
                        "Bearer " + TOKEN,
                        "Content-Type",
                        "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private String page() throws Exception {
        var url = gate.mount("main", "pypi").resolve("simple/" + NAME + "/");
        return gate.get(url, "Accept", MadeUpSimpleIndex.JSON).body();
    }

    private Path wheel(String version, String marker) throws IOException {
        PythonPackage wheel = PythonPackage.of(NAME, version, marker);
        Path directory = Files.createTempDirectory(work, "dist");
        return Files.write(directory.resolve(wheel.file()), wheel.wheel());
    }

    private Path sdist(String version) throws Exception {
        Path directory = Files.createTempDirectory(work, "dist");
        String stem = "acme_tools-" + version;
        Path top = Files.createDirectory(directory.resolve(stem));
        Files.writeString(top.resolve("pyproject.toml"), "[build-system]\nrequires = []\n");
        Files.write(top.resolve("PKG-INFO"), PythonPackage.of(NAME, version, "").metadata());
        ClientTool python = PythonClients.tool(work.resolve("home-" + homes++), "python");
        python.run(directory, "-m", "tarfile", "-c", stem + ".tar.gz", stem).succeeds();
        return directory.resolve(stem + ".tar.gz");
    }

    private Run publish(Publisher publisher, String token, Path... files) throws Exception {
        String url = gate.mount("main", "pypi").resolve("legacy/").toString();
        List<String> arguments =
                switch (publisher) {
                    case TWINE ->
                            List.of(
                                    "upload",
                                    "--non-interactive",
                                    "--disable-progress-bar",
                                    "--verbose",
                                    "--repository-url",
                                    url,
                                    "-u",
                                    "__token__",
                                    "-p",
                                    token);
                    case UV -> List.of("publish", "--publish-url", url, "--token", token);
                };
        Path home = work.resolve("home-" + homes++);
        ClientTool tool =
                switch (publisher) {
                    case TWINE -> PythonClients.isolated(home, PythonClients.twine());
                    case UV -> PythonClients.tool(home, "uv").with("UV_HTTP_RETRIES", "0");
                };
        List<String> line = new ArrayList<>(arguments);
        for (Path file : files) {
            line.add(file.toString());
        }
        return tool.run(work, line.toArray(String[]::new));
    }

    /** Installs with a home, and so a cache, that is new each time. */
    private Run install(String target, String what) throws Exception {
        return PythonClients.tool(work.resolve("home-" + homes++), "pip")
                .run(
                        work,
                        "install",
                        "--retries",
                        "0",
                        "--target",
                        work.resolve(target).toString(),
                        "--index-url",
                        gate.mount("main", "pypi").resolve("simple/").toString(),
                        what);
    }
}
