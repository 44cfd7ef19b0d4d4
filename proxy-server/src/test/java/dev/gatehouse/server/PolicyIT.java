package dev.gatehouse.server;

import static dev.gatehouse.server.testing.RunningGate.TOKEN;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.ClientTool;
import dev.gatehouse.server.testing.ClientTool.Run;
import dev.gatehouse.server.testing.CloudsmithTool;
import dev.gatehouse.server.testing.MadeUpRepository;
import dev.gatehouse.server.testing.MavenTool;
import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.PythonClients;
import dev.gatehouse.server.testing.PythonPackage;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.Shelf;
import dev.gatehouse.server.testing.Signer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Cloudsmith's recipe "Enforcing Signed Packages", by the built-in rule: what is not signed by a
 * key of the operator's ring is taken, held back, and comes free with its signature.
 */
final class PolicyIT {
    private static final String POLICY =
            """
            name: Enforcing Signed Packages
            rule: {type: require-signed}
            repositories: [signed]
            actions:
              - action_type: SetPackageState
                package_state: QUARANTINED
            """;

    private RunningGate gate;
    private Signer alice;
    private Path work;
    private int homes;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        Path data = Files.createDirectory(directory.resolve("gate"));
        work = Files.createDirectory(directory.resolve("work"));
        // the agent of gpg has a socket in its home, whose path must be short
        alice =
                Signer.of(Files.createTempDirectory("gpg"), "alice")
                        .publish(data.resolve("keys/alice.asc"));
        Files.writeString(
                Files.createDirectories(data.resolve("policies")).resolve("signed.yaml"), POLICY);
        gate =
                RunningGate.managed(
                        data,
                        "pgp: {keyrings: %s}\npolicies: %s\n"
                                .formatted(data.resolve("keys"), data.resolve("policies")),
                        InstantSource.system());
        for (String name : List.of("main", "signed")) {
            assertThat(api("POST", "repos/main/", "{\"name\":\"" + name + "\"}").statusCode())
                    .isEqualTo(201);
        }
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
    }

    private HttpResponse<String> api(String method, String path, String body) throws Exception {
        URI url = gate.mount("signed", "npm").resolve("/api/" + path);
        return gate.send(
                method,
                url,
                body,
                "Authorization",
                "Bearer " + TOKEN,
                "Content-Type",
                "application/json");
    }

    /** The rows of the decision log about a package. */
    private String log(String name) throws Exception {
        HttpResponse<String> answer =
                api(
                        "GET",
                        "v2/workspaces/main/policies/decision-logs-v1/?created_after=2020-01-01T00:00:00Z&package_name="
                                + name,
                        "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private Path wheel(String name, String version) throws Exception {
        PythonPackage wheel = PythonPackage.of(name, version, "ours");
        Path directory = Files.createTempDirectory(work, "dist");
        return Files.write(directory.resolve(wheel.file()), wheel.wheel());
    }

    private Run twine(Path... files) throws Exception {
        List<String> line =
                new ArrayList<>(
                        List.of(
                                "upload",
                                "--non-interactive",
                                "--disable-progress-bar",
                                "--repository-url",
                                gate.mount("signed", "pypi").resolve("legacy/").toString(),
                                "-u",
                                "__token__",
                                "-p",
                                TOKEN));
        for (Path file : files) {
            line.add(file.toString());
        }
        return PythonClients.isolated(work.resolve("home-" + homes++), PythonClients.twine())
                .run(work, line.toArray(String[]::new));
    }

    private Run pip(String what) throws Exception {
        return PythonClients.tool(work.resolve("pip-home-" + homes++), "pip")
                .run(
                        work,
                        "install",
                        "--retries",
                        "0",
                        "--no-deps",
                        "--target",
                        work.resolve("pip-" + homes).toString(),
                        "--index-url",
                        gate.mount("signed", "pypi").resolve("simple/").toString(),
                        what);
    }

    @Test
    void anUnsignedWheelIsHeldBackAndASignedOneIsNot() throws Exception {
        Path unsigned = wheel("dummy-unsigned", "0.0.1");
        twine(unsigned).succeeds();

        pip("dummy-unsigned").fails();
        URI file = gate.mount("signed", "pypi").resolve("files/dummy-unsigned/0.0.1/");
        assertThat(pip(file.toString() + unsigned.getFileName()).fails().output())
                .contains("Blocked by policy Enforcing Signed Packages");
        assertThat(log("dummy-unsigned")).contains("\"match\":true");

        Path signed = wheel("dummy-signed", "0.0.1");
        twine(signed, alice.sign(signed)).succeeds();

        pip("dummy-signed").succeeds();
        assertThat(log("dummy-signed")).contains("\"match\":false");
    }

    @Test
    void aSignatureOfSomebodyElseIsNone() throws Exception {
        Signer mallory = Signer.of(Files.createTempDirectory("gpg"), "mallory");
        Path wheel = wheel("acme-tools", "1.0");

        twine(wheel, mallory.sign(wheel)).succeeds();

        pip("acme-tools").fails();
        assertThat(log("acme-tools")).contains("\"match\":true");
    }

    @Test
    void cloudsmithPushesWhatIsHeldBackAndSeesIt() throws Exception {
        CloudsmithTool cloudsmith = CloudsmithTool.of(work.resolve("cloudsmith"), gate, TOKEN);

        cloudsmith
                .run("push", "python", "main/signed", wheel("dummy-unsigned", "0.0.1").toString())
                .succeeds();

        assertThat(cloudsmith.run("list", "packages", "main/signed").succeeds().output())
                .contains("Quarantined");
    }

    @Test
    void aMavenArtifactComesFreeWithItsSignatures() throws Exception {
        MavenTool maven = maven();
        Path jar = jar();
        Path pom = pom();
        deploy(maven, "1.0", jar, pom).succeeds();
        URI unsigned = gate.mount("signed", "maven").resolve("com/example/lib/1.0/");
        assertThat(gate.get(unsigned.resolve("lib-1.0.jar")).statusCode()).isEqualTo(403);
        assertThat(gate.get(unsigned.resolve("lib-1.0.pom.sha1")).statusCode()).isEqualTo(403);

        put(unsigned.resolve("lib-1.0.jar.asc"), alice.sign(jar));
        assertThat(gate.get(unsigned.resolve("lib-1.0.jar")).statusCode()).isEqualTo(403);
        put(unsigned.resolve("lib-1.0.pom.asc"), alice.sign(pom));

        assertThat(gate.get(unsigned.resolve("lib-1.0.jar")).statusCode()).isEqualTo(200);
        assertThat(log("lib")).contains("\"match\":true", "\"match\":false");
    }

    @Test
    void whatMavenDeploysWithItsSignaturesIsAvailableAtOnce() throws Exception {
        MavenTool maven = maven();
        Path jar = jar();
        Path pom = pom();
        deploy(
                        maven,
                        "1.0",
                        jar,
                        pom,
                        "-Dfiles=" + alice.sign(jar) + "," + alice.sign(pom),
                        "-Dtypes=jar.asc,pom.asc",
                        "-Dclassifiers=,")
                .succeeds();

        URI base = gate.mount("signed", "maven").resolve("com/example/lib/1.0/");
        assertThat(gate.get(base.resolve("lib-1.0.jar")).statusCode()).isEqualTo(200);
        assertThat(gate.get(base.resolve("lib-1.0.pom")).statusCode()).isEqualTo(200);
    }

    private MavenTool maven() throws Exception {
        Path home = work.resolve("maven-home");
        URI repository = MavenTool.machinesRepository(work.resolve("other-home"));
        HttpResponse<String> added =
                api(
                        "POST",
                        "repos/main/main/upstream/maven/",
                        "{\"name\":\"plugins\",\"upstream_url\":\"" + repository + "\"}");
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        return MavenTool.ofThisMachine(home).uses(gate);
    }

    private Path jar() throws Exception {
        var item = new Shelf.Item("com.example:lib", "1.0", "first");
        Path jar = work.resolve("lib-1.0.jar");
        return Files.writeString(jar, MadeUpRepository.jar(item), StandardCharsets.ISO_8859_1);
    }

    private Path pom() throws Exception {
        return Files.writeString(
                work.resolve("lib-1.0.pom"),
                """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.example</groupId>
                  <artifactId>lib</artifactId>
                  <version>1.0</version>
                </project>
                """);
    }

    private Run deploy(MavenTool maven, String version, Path jar, Path pom, String... more)
            throws Exception {
        List<String> line =
                new ArrayList<>(
                        List.of(
                                MavenTool.DEPLOY + "deploy-file",
                                "-Dfile=" + jar,
                                "-DpomFile=" + pom,
                                "-Dversion=" + version,
                                "-DrepositoryId=gatehouse",
                                "-Durl=" + gate.mount("signed", "maven")));
        line.addAll(List.of(more));
        return maven.run(work, line.toArray(String[]::new));
    }

    private void put(URI url, Path file) throws Exception {
        HttpResponse<String> answer =
                gate.send("PUT", url, Files.readString(file), "Authorization", "Bearer " + TOKEN);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    }

    @Test
    void npmIsToldWhyAnUnsignedPackageIsRefused() throws Exception {
        NpmPackage ours = NpmPackage.of("acme-ui", "1.0.0", "ours");
        HttpResponse<String> published =
                gate.send(
                        "PUT",
                        gate.mount("signed", "npm").resolve("acme-ui"),
                        ours.publication("http://localhost/"),
                        "Authorization",
                        "Bearer " + TOKEN,
                        "Content-Type",
                        "application/json");
        assertThat(published.statusCode()).isBetween(200, 201);
        Path project = Files.createDirectory(work.resolve("project"));
        Files.writeString(
                project.resolve("package.json"), "{\"name\":\"p\",\"version\":\"1.0.0\"}");

        ClientTool npm = ClientTool.npm(work.resolve("npm-home"));
        npm.uses(gate, "signed", "");

        assertThat(npm.run(project, "install", "acme-ui").fails().output())
                .contains("Blocked by policy Enforcing Signed Packages");
    }
}
