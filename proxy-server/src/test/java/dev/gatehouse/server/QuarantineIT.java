package dev.gatehouse.server;

import static dev.gatehouse.server.testing.RunningGate.TOKEN;
import static dev.gatehouse.server.testing.RunningGate.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.ClientTool;
import dev.gatehouse.server.testing.ClientTool.Run;
import dev.gatehouse.server.testing.CloudsmithTool;
import dev.gatehouse.server.testing.MadeUpRegistry;
import dev.gatehouse.server.testing.MadeUpRepository;
import dev.gatehouse.server.testing.MadeUpSimpleIndex;
import dev.gatehouse.server.testing.MavenEcosystem;
import dev.gatehouse.server.testing.MavenTool;
import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.PythonClients;
import dev.gatehouse.server.testing.PythonPackage;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.ScriptedUpstream;
import dev.gatehouse.server.testing.Shelf;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** The real npm, pip and mvn while somebody holds back what they have got before. */
final class QuarantineIT {
    private final MadeUpRegistry registry = new MadeUpRegistry();
    private final MadeUpSimpleIndex index = new MadeUpSimpleIndex();
    private final Shelf artifacts = new Shelf();
    private final JsonMapper json = new JsonMapper();
    private ScriptedUpstream npmSource;
    private ScriptedUpstream pypiSource;
    private ScriptedUpstream mavenSource;
    private RunningGate gate;
    private Path work;
    private int count;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        npmSource = ScriptedUpstream.answering(registry);
        pypiSource = ScriptedUpstream.answering(index);
        mavenSource = ScriptedUpstream.answering(new MadeUpRepository(artifacts));
        gate =
                RunningGate.start(
                        Files.createDirectory(directory.resolve("gate")),
                        "  main:\n"
                                + format("npm", npmSource.url())
                                + format("pypi", pypiSource.url("simple/"))
                                + format("maven", mavenSource.url()),
                        InstantSource.system());
        work = Files.createDirectory(directory.resolve("work"));
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
        npmSource.close();
        pypiSource.close();
        mavenSource.close();
    }

    private static String format(String format, URI url) {
        String block =
                RunningGate.block(
                        "main", format, "upstreams:", upstream("public", url, "untrusted"));
        return block.substring(block.indexOf('\n') + 1);
    }

    private HttpResponse<String> api(String method, String path, String body) throws Exception {
        URI url = gate.mount("main", "npm").resolve("/api/packages/main/main/" + path);
        return gate.send(
                method,
                url,
                body,
                "Authorization",
                "Bearer " + TOKEN,
                "Content-Type",
                "application/json");
    }

    /** The only package that a query finds. */
    private JsonNode only(String query) throws Exception {
        HttpResponse<String> answer = api("GET", "?query=" + query, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-pagination-count")).contains("1");
        return json.readTree(answer.body()).path(0);
    }

    private void quarantine(JsonNode one, String body) throws Exception {
        String id = one.path("slug").stringValue();
        assertThat(api("POST", id + "/quarantine/", body).statusCode()).isEqualTo(200);
    }

    private Run npm(String what) throws Exception {
        Path project = Files.createDirectory(work.resolve("npm-" + count++));
        Files.writeString(
                project.resolve("package.json"), "{\"name\":\"p\",\"version\":\"1.0.0\"}");
        ClientTool npm = ClientTool.npm(work.resolve("npm-home-" + count));
        npm.uses(gate, "main", "");
        Run run = npm.run(project, "install", what);
        Path lock = project.resolve("node_modules/alpha/package.json");
        return new Run(
                run.exit(), run.output() + (Files.exists(lock) ? Files.readString(lock) : ""));
    }

    private Run pip(String what) throws Exception {
        return PythonClients.tool(work.resolve("pip-home-" + count++), "pip")
                .run(
                        work,
                        "install",
                        "--retries",
                        "0",
                        "--no-deps",
                        "--target",
                        work.resolve("pip-" + count).toString(),
                        "--index-url",
                        gate.mount("main", "pypi").resolve("simple/").toString(),
                        what);
    }

    @Test
    void npmFallsBackToTheVersionBeforeAndIsToldWhyTheHeldOneIsRefused() throws Exception {
        NpmPackage held = NpmPackage.of("alpha", "2.0.0", "second");
        registry.add(NpmPackage.of("alpha", "1.0.0", "first")).add(held);
        assertThat(npm("alpha").succeeds().output()).contains("\"version\":\"2.0.0\"");
        JsonNode cached = only("name:alpha%20version:2.0.0");
        assertThat(cached.path("is_local").booleanValue()).isFalse();

        quarantine(cached, "{\"reason\":\"looks odd\"}");

        assertThat(npm("alpha").succeeds().output()).contains("\"version\":\"1.0.0\"");
        assertThat(npm(cached.path("cdn_url").stringValue()).fails().output())
                .contains("403")
                .contains("Quarantined by")
                .contains("looks odd");
        gate.restart();
        assertThat(gate.get(URI.create(cached.path("cdn_url").stringValue())).statusCode())
                .isEqualTo(403);

        quarantine(cached, "{\"restore\":true}");

        assertThat(npm("alpha").succeeds().output()).contains("\"version\":\"2.0.0\"");
    }

    @Test
    void pipIsRefusedTheHeldWheelAndItsMetadata() throws Exception {
        PythonPackage wheel = PythonPackage.of("acme-tools", "1.0", "marker");
        index.add(wheel);
        pip("acme-tools").succeeds();
        JsonNode cached = only("name:acme-tools");
        URI file = URI.create(cached.path("cdn_url").stringValue());

        quarantine(cached, "");

        pip("acme-tools").fails();
        assertThat(pip(file.toString()).fails().output()).contains("Quarantined by");
        assertThat(gate.get(URI.create(file + ".metadata")).statusCode()).isEqualTo(403);
        assertThat(gate.send("HEAD", file, "").statusCode()).isEqualTo(403);
        assertThat(gate.get(file, "Range", "bytes=0-1").statusCode()).isEqualTo(403);

        quarantine(cached, "{\"release\":true}");

        pip("acme-tools").succeeds();
    }

    @Test
    void mavenIsRefusedTheHeldVersionAndToldWhy() throws Exception {
        artifacts.add("com.example:lib", "1.0", "first").add("com.example:lib", "2.0", "second");
        new MavenEcosystem().publish(gate, "main", MavenTool.BESIDE_EXTENSIONS);
        MavenTool maven = MavenTool.ofThisMachine(work.resolve("maven-home")).uses(gate);
        maven.resolve("com.example:lib:2.0").succeeds();
        String held = "main/main/" + only("version:2.0").path("slug").stringValue();
        CloudsmithTool cloudsmith = CloudsmithTool.of(work.resolve("cloudsmith"), gate, TOKEN);

        cloudsmith.run("quarantine", "add", held).succeeds();
        maven.forgetLocalRepository();
        assertThat(maven.inherit("com.example:lib:2.0").fails().output())
                .contains("Quarantined by");
        maven.takesAsNewest("com.example:lib:1.0");

        cloudsmith.run("quarantine", "remove", held).succeeds();
        maven.takesAsNewest("com.example:lib:2.0");
    }

    @Test
    void aCachedPackageThatIsDeletedIsFetchedAgainAndAHoldOutlivesIt() throws Exception {
        registry.add(NpmPackage.of("alpha", "1.0.0", "first"));
        npm("alpha").succeeds();
        JsonNode cached = only("alpha");
        String id = cached.path("slug_perm").stringValue();

        assertThat(api("DELETE", id + "/", "").statusCode()).isEqualTo(204);
        assertThat(api("GET", id + "/", "").statusCode()).isEqualTo(404);
        npm("alpha").succeeds();
        assertThat(only("alpha").path("slug_perm").stringValue()).isEqualTo(id);

        quarantine(cached, "");
        assertThat(api("DELETE", id + "/", "").statusCode()).isEqualTo(204);
        npm("alpha").fails();
        HttpResponse<String> free = api("POST", id + "/quarantine/", "{\"restore\":true}");
        assertThat(free.statusCode()).as(free.body()).isEqualTo(200);
        npm("alpha").succeeds();
    }
}
