package dev.gatehouse.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** A real devpi server of one user with one index that has no base. */
public final class DevpiServer implements AutoCloseable {
    private static final String USER = "ann";
    private static final String INDEX = "ann/dev";
    private static final String JSON = "application/json";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final URI root;
    private String credentials = "";

    private DevpiServer(Process process, URI root) {
        this.process = process;
        this.root = root;
    }

    /** Starts one; the test is skipped where devpi cannot be had. */
    public static DevpiServer start(Path directory) throws IOException, InterruptedException {
        Path programs = PythonClients.devpi();
        Files.createDirectories(directory);
        String data = directory.resolve("data").toString();
        PythonClients.isolated(directory, programs.resolve("devpi-init"))
                .run(directory, "--serverdir", data, "--no-root-pypi")
                .succeeds();
        int port = freePort();
        Process process =
                new ProcessBuilder(
                                programs.resolve("devpi-server").toString(),
                                "--serverdir",
                                data,
                                "--host",
                                "127.0.0.1",
                                "--port",
                                Integer.toString(port))
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("devpi.log").toFile())
                        .start();
        var server = new DevpiServer(process, URI.create("http://127.0.0.1:" + port + "/"));
        try {
            server.prepare();
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            server.close();
            throw e;
        }
        return server;
    }

    /** The simple index. */
    public URI simple() {
        return root.resolve(INDEX + "/+simple/");
    }

    /** Uploads as twine does. */
    public void upload(PythonPackage one) throws IOException, InterruptedException {
        String body = PypiEcosystem.form(one);
        var request =
                request(INDEX + "/")
                        .header("Content-Type", PypiEcosystem.FORM_TYPE)
                        .POST(BodyPublishers.ofString(body, StandardCharsets.ISO_8859_1));
        assertThat(send(request).statusCode()).isEqualTo(200);
    }

    @Override
    public void close() {
        client.shutdownNow();
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void prepare() throws IOException, InterruptedException {
        awaitStart();
        assertThat(put(USER, "{\"password\":\"%s\"}".formatted(USER))).isEqualTo(201);
        var login =
                send(
                        request("+login")
                                .header("Content-Type", JSON)
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"user\":\"%1$s\",\"password\":\"%1$s\"}"
                                                        .formatted(USER))));
        String token = new JsonMapper().readTree(login.body()).at("/result/password").stringValue();
        credentials = USER + ":" + token;
        assertThat(put(INDEX, "{\"type\":\"stage\",\"bases\":[]}")).isEqualTo(200);
    }

    private void awaitStart() throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (true) {
            try {
                if (send(request("+api")).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                assertThat(process.isAlive()).as("devpi runs").isTrue();
            }
            assertThat(System.nanoTime()).as("devpi has started").isLessThan(end);
            Thread.sleep(Duration.ofMillis(100));
        }
    }

    private int put(String path, String json) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", JSON).PUT(BodyPublishers.ofString(json)))
                .statusCode();
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(root.resolve(path)).timeout(Duration.ofSeconds(30));
        return credentials.isEmpty()
                ? request
                : request.header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                credentials.getBytes(StandardCharsets.UTF_8)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
