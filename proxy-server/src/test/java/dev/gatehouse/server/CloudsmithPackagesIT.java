package dev.gatehouse.server;

import static dev.gatehouse.server.testing.RunningGate.TOKEN;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.ClientTool;
import dev.gatehouse.server.testing.ClientTool.Run;
import dev.gatehouse.server.testing.CloudsmithTool;
import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.PythonClients;
import dev.gatehouse.server.testing.PythonPackage;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.Tarballs;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The real cloudsmith command pushes, lists, tags, holds back, copies and deletes packages here.
 */
@Order(3)
final class CloudsmithPackagesIT {
    private static final String REPOSITORIES =
            """
              main:
                npm: {upstreams: []}
                pypi: {upstreams: []}
                maven: {upstreams: []}
              other:
                npm: {upstreams: []}
                pypi: {upstreams: []}
            """;
    private static final String SDIST = "dummy_unsigned-0.0.1.tar.gz";

    private static final String PROJECT =
            """
            [build-system]
            requires = ["setuptools"]
            build-backend = "setuptools.build_meta"

            [project]
            name = "dummy_unsigned"
            version = "0.0.1"
            """;

    private RunningGate gate;
    private CloudsmithTool cloudsmith;
    private Path work;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        gate =
                RunningGate.start(
                        Files.createDirectory(directory.resolve("gate")),
                        REPOSITORIES,
                        InstantSource.system());
        work = Files.createDirectory(directory.resolve("work"));
        cloudsmith = CloudsmithTool.of(directory.resolve("home"), gate, TOKEN);
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
    }

    private Path file(String name, byte[] content) throws Exception {
        return Files.write(work.resolve(name), content);
    }

    private Path sdist() throws Exception {
        return file(
                SDIST,
                Tarballs.of(
                        Map.of(
                                "dummy_unsigned-0.0.1/PKG-INFO",
                                """
                                Metadata-Version: 2.1
                                Name: dummy_unsigned
                                Version: 0.0.1
                                Summary: Not signed
                                License: MIT
                                """,
                                "dummy_unsigned-0.0.1/pyproject.toml",
                                "")));
    }

    /** Pushes and waits until it is there; the package's slug. */
    private String push(String format, String repository, Path file, String... options)
            throws Exception {
        List<String> command =
                new ArrayList<>(List.of("push", format, repository, file.toString()));
        command.addAll(List.of(options));
        Run run = cloudsmith.run(command.toArray(String[]::new)).succeeds();
        int created = run.output().indexOf("Created: ");
        assertThat(created).as(run.output()).isPositive();
        String named = run.output().substring(created + "Created: ".length());
        return named.substring(0, named.indexOf(' '));
    }

    private List<String> listed(String repository, String query) throws Exception {
        JsonNode answer = cloudsmith.json("list", "packages", repository, "-q", query);
        List<String> names = new ArrayList<>();
        answer.path("data").forEach(p -> names.add(p.path("filename").stringValue()));
        return names.stream().sorted().toList();
    }

    private int python(String file) throws Exception {
        String version = file.contains("0.0.1") ? "0.0.1" : "1.0";
        return gate.get(
                        gate.mount("main", "pypi")
                                .resolve("files/dummy-unsigned/" + version + "/" + file))
                .statusCode();
    }

    @Test
    void aSourceDistributionIsPushedShownTaggedHeldSetFreeAndDeleted() throws Exception {
        String id = push("python", "main/main", sdist());

        JsonNode shown = cloudsmith.json("list", "packages", "main/main").path("data").path(0);
        assertThat(shown.path("name").stringValue()).isEqualTo("dummy_unsigned");
        assertThat(shown.path("version").stringValue()).isEqualTo("0.0.1");
        assertThat(shown.path("filename").stringValue()).isEqualTo(SDIST);
        assertThat(python(SDIST)).isEqualTo(200);
        assertThat(cloudsmith.run("status", id).succeeds().output()).contains("Completed");

        cloudsmith.run("tags", "add", id, "beta,checked").succeeds();
        cloudsmith.run("tags", "remove", id, "beta").succeeds();
        assertThat(cloudsmith.run("tags", "list", id).succeeds().output())
                .contains("checked")
                .doesNotContain("beta");
        cloudsmith.run("tags", "replace", id, "final").succeeds();
        assertThat(listed("main/main", "tag:final")).containsExactly(SDIST);
        cloudsmith.run("tags", "clear", id).succeeds();
        assertThat(listed("main/main", "tag:final")).isEmpty();

        cloudsmith.run("quarantine", "add", id).succeeds();
        assertThat(python(SDIST)).isEqualTo(403);
        assertThat(listed("main/main", "status:quarantined")).containsExactly(SDIST);
        cloudsmith.run("quarantine", "remove", id).succeeds();
        assertThat(python(SDIST)).isEqualTo(200);

        cloudsmith.run("delete", id, "-y").succeeds();
        assertThat(python(SDIST)).isEqualTo(404);
        assertThat(cloudsmith.run("delete", id, "-y").exit()).isEqualTo(404 % 256);
    }

    @Test
    void whatWasBuiltIsPushedAsTheManualSaysAndPipInstallsIt() throws Exception {
        Path project = cloudsmith.file("pyproject.toml", PROJECT).resolveSibling(".");
        Files.writeString(project.resolve("dummy_unsigned.py"), "print('built here')\n");
        ClientTool python =
                PythonClients.isolated(work, PythonClients.builders().resolve("python"));
        python.run(project, "-m", "build", "--sdist", "--no-isolation").succeeds();

        Run pushed =
                cloudsmith.run("push", "python", "main/main", "dist/dummy_unsigned-0.0.1.tar.gz");
        Run installed =
                python.run(
                        work,
                        "-m",
                        "pip",
                        "install",
                        "--no-build-isolation",
                        "--retries",
                        "0",
                        "--target",
                        work.resolve("installed").toString(),
                        "--index-url",
                        gate.mount("main", "pypi").resolve("simple/").toString(),
                        "dummy_unsigned");

        assertThat(pushed.succeeds().output()).contains("Created: main/main/dummy");
        installed.succeeds();
        assertThat(work.resolve("installed/dummy_unsigned.py")).content().contains("built here");
    }

    @Test
    void whatIsThereAlreadyIsRefusedAndTheSameBytesCanBeSentAgain() throws Exception {
        Path sdist = sdist();
        push("python", "main/main", sdist);

        Run again = cloudsmith.run("push", "python", "main/main", sdist.toString());
        assertThat(again.exit()).isEqualTo(409 % 256);
        assertThat(again.output()).contains("already exists");
        push("python", "main/main", sdist, "--republish");
    }

    @Test
    void aWheelBesideItIsAPackageOfItsOwn() throws Exception {
        PythonPackage wheel = PythonPackage.of("dummy_unsigned", "1.0", "marker");
        push("python", "main/main", sdist());
        String id = push("python", "main/main", file(wheel.file(), wheel.wheel()));

        assertThat(listed("main/main", "name:dummy-unsigned AND version:1.0"))
                .containsExactly(wheel.file());
        assertThat(listed("main/main", "format:python NOT version:^1.0$")).containsExactly(SDIST);
        cloudsmith.run("delete", id, "-y").succeeds();
        assertThat(listed("main/main", "dummy")).containsExactly(SDIST);
        assertThat(python(wheel.file())).isEqualTo(404);
        assertThat(python(SDIST)).isEqualTo(200);
    }

    @Test
    void anNpmPackageIsPushedCopiedMovedAndDownloaded() throws Exception {
        NpmPackage ui = NpmPackage.of("@acme/ui", "1.2.0", "marker");
        String id = push("npm", "main/main", file("acme-ui-1.2.0.tgz", ui.tarball()));
        assertThat(gate.get(gate.registry("main").resolve("@acme%2fui")).body())
                .contains("\"latest\":\"1.2.0\"");
        assertThat(listed("main/main", "tag:latest")).containsExactly(ui.file());

        cloudsmith.run("copy", id, "other").succeeds();
        assertThat(gate.get(gate.registry("other").resolve("@acme%2fui")).statusCode())
                .isEqualTo(200);
        assertThat(cloudsmith.run("copy", id, "other").exit()).isEqualTo(409 % 256);
        assertThat(cloudsmith.run("copy", id, "nowhere").fails().output()).contains("nowhere");

        Path there = Files.createDirectory(work.resolve("there"));
        cloudsmith
                .run(
                        "download",
                        "main/main",
                        "@acme/ui",
                        "--outfile",
                        there.resolve("ui.tgz").toString())
                .succeeds();
        assertThat(there.resolve("ui.tgz")).hasBinaryContent(ui.tarball());

        cloudsmith.run("move", id, "other", "-y").succeeds();
        assertThat(listed("main/main", "ui")).isEmpty();
        assertThat(listed("main/other", "ui")).containsExactly(ui.file());
        assertThat(gate.get(gate.registry("main").resolve("@acme%2fui")).statusCode())
                .isNotEqualTo(200);
    }

    @Test
    void aJarIsPushedWithItsPomAndItsSourcesAsOnePackage() throws Exception {
        Path jar = file("lib.jar", Tarballs.zip(Map.of("A.class", "marker")));
        Path sources = file("src.jar", Tarballs.zip(Map.of("A.java", "class A {}")));
        Path extra = file("lib-1.0-tools.jar", Tarballs.zip(Map.of("T.class", "tools")));
        Path pom =
                file(
                        "pom.xml",
                        """
                        <project><modelVersion>4.0.0</modelVersion><groupId>com.acme</groupId>
                        <artifactId>lib</artifactId><version>1.0</version></project>
                        """
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8));

        String id =
                push(
                        "maven",
                        "main/main",
                        jar,
                        "--pom-file",
                        pom.toString(),
                        "--sources-file",
                        sources.toString(),
                        "--extra-files",
                        extra.toString());

        assertThat(
                        gate.get(
                                        gate.mount("main", "maven")
                                                .resolve("com/acme/lib/maven-metadata.xml"))
                                .body())
                .contains("<release>1.0</release>");
        for (String name :
                List.of("lib-1.0.jar", "lib-1.0.pom", "lib-1.0-sources.jar", "lib-1.0-tools.jar")) {
            assertThat(maven(name)).as(name).isEqualTo(200);
        }
        assertThat(listed("main/main", "name:^lib$ format:maven")).containsExactly("lib-1.0.jar");

        cloudsmith.run("quarantine", "add", id).succeeds();
        assertThat(maven("lib-1.0.jar")).isEqualTo(403);
        assertThat(maven("lib-1.0.pom.sha1")).isEqualTo(403);
        cloudsmith.run("quarantine", "restore", id).succeeds();
        assertThat(maven("lib-1.0.jar")).isEqualTo(200);
    }

    private int maven(String file) throws Exception {
        return gate.get(gate.mount("main", "maven").resolve("com/acme/lib/1.0/" + file))
                .statusCode();
    }
}
