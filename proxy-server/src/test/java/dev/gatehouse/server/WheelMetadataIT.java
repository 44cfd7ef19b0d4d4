package dev.gatehouse.server;

import static dev.gatehouse.server.testing.RunningGate.TOKEN;
import static dev.gatehouse.server.testing.RunningGate.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.server.testing.ClientTool;
import dev.gatehouse.server.testing.MadeUpSimpleIndex;
import dev.gatehouse.server.testing.PypiEcosystem;
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
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Metadata of wheels from an index that offers none, as the real pip and uv ask for them. */
final class WheelMetadataIT {
    private static final PythonPackage LONELY = PythonPackage.of("lonely", "1.0", "lonely-of-p");
    private static final String INFO = "lonely-1.0.dist-info/";

    private final MadeUpSimpleIndex p = MadeUpSimpleIndex.withoutMetadata();
    private final ListAppender<ILoggingEvent> accesses = new ListAppender<>();
    private final Logger accessLog = (Logger) LoggerFactory.getLogger("dev.gatehouse.access");
    private ScriptedUpstream untrusted;
    private RunningGate gate;
    private Path work;
    private int homes;

    enum Client {
        PIP,
        UV
    }

    /** A wheel of which no metadata can be had. */
    enum Hostile {
        NO_METADATA,
        TWO_METADATA,
        WRONG_NAME,
        BOMB,
        NO_ARCHIVE
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
        accessLog.setLevel(Level.INFO);
        accesses.start();
        accessLog.addAppender(accesses);
    }

    @AfterEach
    void stop() throws Exception {
        accessLog.detachAppender(accesses);
        gate.close();
        untrusted.close();
    }

    @ParameterizedTest
    @EnumSource
    void whoInstallsNextAsksForTheMetadataThatTheFirstOneBrought(Client client) throws Exception {
        p.add(LONELY);
        HttpResponse<String> before = page(MadeUpSimpleIndex.JSON);
        assertThat(before.body()).doesNotContain(sha256(LONELY.metadata()));

        install(client, "first").succeeds();
        HttpResponse<String> after = page(MadeUpSimpleIndex.JSON);
        long askedByFirst = metadataAsked();
        install(client, "second").succeeds();

        assertThat(after.body())
                .contains("\"core-metadata\":{\"sha256\":\"" + sha256(LONELY.metadata()) + "\"}");
        assertThat(after.headers().firstValue("etag"))
                .isNotEqualTo(before.headers().firstValue("etag"));
        assertThat(page("text/html").body())
                .contains("data-core-metadata=\"sha256=" + sha256(LONELY.metadata()) + "\"");
        assertThat(askedByFirst).isZero();
        assertThat(metadataAsked()).isPositive();
        assertThat(untrusted.requests()).noneMatch(r -> r.path().endsWith(".metadata"));
        assertThat(work.resolve("second/lonely.py")).content().contains("lonely-of-p");
    }

    @Test
    void metadataAreServedAfterARestartWithoutTheUpstream() throws Exception {
        p.add(LONELY);
        gate.get(file(""));
        untrusted.close();
        gate.restart();

        HttpResponse<String> metadata = gate.get(file(".metadata"));

        assertThat(metadata.statusCode()).isEqualTo(200);
        assertThat(metadata.body())
                .isEqualTo(new String(LONELY.metadata(), StandardCharsets.ISO_8859_1));
        assertThat(page(MadeUpSimpleIndex.JSON).body()).contains(sha256(LONELY.metadata()));
    }

    @Test
    void metadataOfAWheelThatIsBlockedNowAreBlocked() throws Exception {
        p.add(LONELY);
        gate.get(file(""));
        PythonPackage ours = PythonPackage.of("lonely", "2.0", "ours");
        assertThat(PypiEcosystem.upload(gate, "main", ours).statusCode()).isEqualTo(200);
        assertThat(gate.get(file(".metadata")).statusCode()).isEqualTo(200);

        forget();

        assertThat(gate.get(file("")).statusCode()).isEqualTo(403);
        assertThat(gate.get(file(".metadata")).statusCode()).isEqualTo(403);
        assertThat(page(MadeUpSimpleIndex.JSON).body()).doesNotContain("lonely-1.0");
    }

    @ParameterizedTest
    @EnumSource
    void aHostileWheelIsServedAsItIsWithoutMetadata(Hostile hostile) throws Exception {
        byte[] wheel = wheel(hostile);
        p.add(new PythonPackage("lonely", "1.0", "hostile", wheel));

        HttpResponse<String> served = gate.get(file(""));

        assertThat(served.statusCode()).isEqualTo(200);
        assertThat(served.body().getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(wheel);
        assertThat(page(MadeUpSimpleIndex.JSON).body())
                .contains("lonely-1.0-py3-none-any.whl", "\"core-metadata\":false");
        assertThat(page("text/html").body()).doesNotContain("core-metadata");
        assertThat(gate.get(file(".metadata")).statusCode()).isEqualTo(404);
    }

    private static byte[] wheel(Hostile hostile) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(INFO + "RECORD", new byte[0]);
        files.put(INFO + "WHEEL", new byte[0]);
        if (hostile != Hostile.NO_METADATA) {
            files.put(INFO + "METADATA", LONELY.metadata());
        }
        return switch (hostile) {
            case NO_ARCHIVE -> "no archive".getBytes(StandardCharsets.UTF_8);
            case WRONG_NAME -> PythonPackage.of("other", "1.0", "other").wheel();
            case NO_METADATA -> zip(files);
            case TWO_METADATA -> {
                files.put(INFO + "Metadata", "Name: other\n".getBytes(StandardCharsets.UTF_8));
                yield zip(files);
            }
            case BOMB -> {
                files.put("lonely.py", new byte[100 << 20]);
                yield zip(files);
            }
        };
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private void forget() throws Exception {
        HttpResponse<String> answer =
                gate.send(
                        "POST",
                        gate.mount("main", "pypi")
                                .resolve("/api/trust/main/main/names/pypi/lonely/forget/"),
                        "{\"reason\": \"it is ours\"}",
                        "Authorization",
                        "Bearer " + TOKEN,
                        "Content-Type",
                        "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private HttpResponse<String> page(String type) throws Exception {
        return gate.get(gate.mount("main", "pypi").resolve("simple/lonely/"), "Accept", type);
    }

    private URI file(String ending) {
        URI wheel = new PypiEcosystem().file(gate.mount("main", "pypi"), "lonely", "1.0");
        return URI.create(wheel + ending);
    }

    /** How often the clients were given metadata; answers are logged before they are sent. */
    private long metadataAsked() {
        return List.copyOf(accesses.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(
                        line ->
                                line.contains("lonely-1.0-py3-none-any.whl.metadata ")
                                        && line.contains("status=200"))
                .count();
    }

    private static String sha256(byte[] content) {
        return Digest.compute(DigestAlgorithm.SHA256, content).hex();
    }

    /** Installs into a directory with a home, and so a cache, that is new each time. */
    private ClientTool.Run install(Client client, String target) throws Exception {
        Path home = work.resolve("home-" + homes++);
        List<String> arguments = new ArrayList<>();
        if (client == Client.UV) {
            arguments.add("pip");
        }
        arguments.addAll(List.of("install", "--target", work.resolve(target).toString()));
        arguments.addAll(
                List.of("--index-url", gate.mount("main", "pypi").resolve("simple/").toString()));
        arguments.addAll(client == Client.PIP ? List.of("--retries", "0") : List.of());
        arguments.add("lonely");
        Path environment = PythonClients.clients().resolve("..").normalize();
        return PythonClients.tool(home, client == Client.PIP ? "pip" : "uv")
                .with("VIRTUAL_ENV", environment.toString())
                .with("UV_HTTP_RETRIES", "0")
                .run(work, arguments.toArray(String[]::new));
    }
}
