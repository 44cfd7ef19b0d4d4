package dev.gatehouse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Handler;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.ReadyAnswers;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.server.testing.Certificate;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

@ExtendWith(NoLeaks.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {
    @TempDir private static Path directory;
    private TlsFiles files;
    private SSLContext trusting;

    @BeforeAll
    void makeCertificate() throws Exception {
        Certificate made = Certificate.in(directory);
        files = new TlsFiles(made.chain(), made.key());
        trusting = made.trusting();
    }

    private TestServer server(Handler handler) throws IOException, InterruptedException {
        return TestServer.with(s -> s.with(files), handler, ReadyAnswers.NONE);
    }

    private HttpSettings impatient(HttpSettings settings) {
        HttpTimeouts timeouts =
                settings.timeouts()
                        .withHandshake(Duration.ofMillis(300))
                        .withHead(Duration.ofMillis(600));
        return settings.with(files).with(timeouts);
    }

    private RawClient client(TestServer server) throws IOException {
        return new RawClient(socket(server));
    }

    private SSLSocket socket(TestServer server) throws IOException {
        return (SSLSocket)
                trusting.getSocketFactory()
                        .createSocket(InetAddress.getLoopbackAddress(), server.server().port());
    }

    @Test
    void servesFilesMemoryAndUploads() throws Exception {
        byte[] bytes = new byte[2_000_000];
        new Random(3).nextBytes(bytes);
        Path file = Files.write(directory.resolve("large"), bytes);
        Handler handler =
                request ->
                        switch (request.head().target().segments().getFirst()) {
                            case "file" ->
                                    Response.of(
                                            200,
                                            Headers.none(),
                                            new Body.FileRange(file, 7, 1_999_993));
                            case "upload" ->
                                    Response.of(
                                            200,
                                            Headers.none(),
                                            Body.of(request.body().open().readAllBytes()));
                            default -> Response.text(200, request.head().publicBase().toString());
                        };
        try (TestServer server = server(handler);
                RawClient client = client(server)) {
            assertThat(client.get("/base").text()).isEqualTo("https://localhost/");
            assertThat(client.get("/file").body())
                    .isEqualTo(Arrays.copyOfRange(bytes, 7, bytes.length));
            client.send(RawClient.request("PUT", "/upload", "Content-Length: 2000000"));
            client.send(bytes);
            assertThat(client.answer().body()).isEqualTo(bytes);
        }
    }

    @Test
    void speaksNoHttp2EvenWhenAsked() throws Exception {
        try (TestServer server = server(TestServer::echo);
                SSLSocket socket = socket(server)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();

            assertThat(socket.getApplicationProtocol()).isNotEqualTo("h2");
            assertThat(new RawClient(socket).get("/a").status()).isEqualTo(200);
        }
    }

    @Test
    void refusesBadRequestsAndReadsNothingAfterThem() throws Exception {
        try (TestServer server = server(TestServer::echo);
                RawClient client = client(server)) {
            client.send("GET /a  HTTP/1.1\r\n\r\n" + RawClient.request("GET", "/after"));

            assertThat(client.answer().status()).isEqualTo(400);
            assertThat(client.isEnded()).isTrue();
            assertThat(server.handled()).isEmpty();
        }
    }

    @Test
    void takesAHelloThatComesInRecordsOfOneByte() throws Exception {
        try (TestServer server = server(TestServer::echo);
                RawClient client = server.client()) {
            SSLEngine engine = trusting.createSSLEngine("localhost", server.server().port());
            engine.setUseClientMode(true);
            ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), hello);
            hello.flip().position(5);

            while (hello.hasRemaining()) {
                client.send(new byte[] {0x16, 3, 1, 0, 1, hello.get()});
            }

            // A handshake record: the server's hello.
            assertThat(client.socket().getInputStream().readNBytes(3)).containsExactly(0x16, 3, 3);
        }
    }

    @Test
    void cutsAClientThatClaimsAHugeHelloOrSaysNothing() throws Exception {
        byte[] claim = {0x16, 3, 1, 0x40, 0, 1, (byte) 0xff, (byte) 0xff, (byte) 0xff};
        try (TestServer server =
                        TestServer.with(this::impatient, TestServer::echo, ReadyAnswers.NONE);
                RawClient claiming = server.client();
                RawClient silent = server.client();
                RawClient plain = server.client()) {
            claiming.send(claim);
            plain.send(RawClient.request("GET", "/a"));

            plain.socket().getInputStream().readAllBytes();
            claiming.socket().getInputStream().readAllBytes();
            silent.socket().getInputStream().readAllBytes();
            assertThat(server.handled()).isEmpty();
        }
    }

    @Test
    void saysWhichFileIsWrong() {
        TlsFiles wrong = new TlsFiles(directory.resolve("none.pem"), directory.resolve("none.key"));

        assertThatThrownBy(() -> Tls.context(wrong))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none.pem");
    }
}
