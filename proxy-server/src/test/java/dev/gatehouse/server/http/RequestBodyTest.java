package dev.gatehouse.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Handler;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.ReadyAnswers;
import dev.gatehouse.core.http.Response;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

@ExtendWith(NoLeaks.class)
class RequestBodyTest {
    private static final Handler REPEAT =
            request ->
                    Response.of(200, Headers.none(), Body.of(request.body().open().readAllBytes()));

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    private static void put(RawClient client, byte[] body, String... fields) throws IOException {
        String[] all = Arrays.copyOf(fields, fields.length + 1);
        all[fields.length] = "Content-Length: " + body.length;
        client.send(RawClient.request("PUT", "/a", all));
        client.send(body);
    }

    @Test
    void givesALargeBodyToTheHandlerPieceByPiece() throws Exception {
        byte[] large = new byte[20 << 20];
        new Random(11).nextBytes(large);
        try (TestServer server =
                        TestServer.of(
                                request -> {
                                    byte[] read = request.body().open().readAllBytes();
                                    long declared = request.body().length().orElse(-1);
                                    return Response.text(
                                            200, Arrays.equals(read, large) + " " + declared);
                                });
                RawClient client = server.client()) {
            put(client, large);

            assertThat(client.answer().text()).isEqualTo("true " + large.length);
            assertThat(client.get("/next").status()).isEqualTo(200);
        }
    }

    @Test
    void readsNoMoreFromAClientThanTheHandlerTakes() throws Exception {
        CountDownLatch mayRead = new CountDownLatch(1);
        byte[] large = new byte[64 << 20];
        try (TestServer server =
                        TestServer.of(
                                request -> {
                                    mayRead.await();
                                    long count =
                                            request.body()
                                                    .open()
                                                    .transferTo(
                                                            java.io.OutputStream
                                                                    .nullOutputStream());
                                    return Response.text(200, "" + count);
                                });
                RawClient client = server.client()) {
            Thread sender = Thread.ofPlatform().start(() -> send(client, large));

            // The sender cannot end before the handler reads: its bytes have nowhere to go.
            boolean ended = sender.join(Duration.ofMillis(500));
            mayRead.countDown();

            assertThat(client.answer().text()).isEqualTo("" + large.length);
            assertThat(ended).isFalse();
            sender.join();
        }
    }

    private static void send(RawClient client, byte[] body) {
        try {
            put(client, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void undoesGzip() throws Exception {
        byte[] plain = "{\"name\":\"acme\"}".repeat(5000).getBytes(StandardCharsets.UTF_8);
        try (TestServer server = TestServer.of(REPEAT);
                RawClient client = server.client()) {
            put(client, gzip(plain), "Content-Encoding: GZIP");

            assertThat(client.answer().body()).isEqualTo(plain);
            assertThat(client.get("/next").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"after", "cut", "crc", "length", "magic", "flags", "data", "two"})
    void refusesFaultyGzip(String fault) throws Exception {
        byte[] good = gzip("hello, hello, hello".getBytes(StandardCharsets.UTF_8));
        byte[] body = good.clone();
        switch (fault) {
            case "after" -> body = Arrays.copyOf(good, good.length + 1);
            case "cut" -> body = Arrays.copyOf(good, good.length - 4);
            case "crc" -> body[good.length - 8] ^= 1;
            case "length" -> body[good.length - 1] ^= 1;
            case "magic" -> body[1] ^= 1;
            case "flags" -> body[3] |= (byte) 0x80;
            case "data" -> body[10] = (byte) 0xff;
            default -> {
                body = Arrays.copyOf(good, good.length * 2);
                System.arraycopy(good, 0, body, good.length, good.length);
            }
        }
        try (TestServer server = TestServer.of(REPEAT);
                RawClient client = server.client()) {
            put(client, body, "Content-Encoding: gzip");

            assertThat(client.answer().status()).isEqualTo(400);
        }
    }

    @Test
    void refusesAGzipBomb() throws Exception {
        byte[] bomb = gzip(new byte[40 << 20]);
        try (TestServer server = TestServer.of(REPEAT);
                RawClient client = server.client()) {
            put(client, bomb, "Content-Encoding: gzip");

            assertThat(client.answer().status()).isEqualTo(413);
        }
    }

    @Test
    void refusesABodyThatInflatesOverTheLimit() throws Exception {
        byte[] noise = new byte[200_000];
        new Random(7).nextBytes(noise);
        try (TestServer server =
                        TestServer.with(
                                s -> s.with(s.limits().withInflated(100_000)),
                                REPEAT,
                                ReadyAnswers.NONE);
                RawClient client = server.client()) {
            put(client, gzip(noise), "Content-Encoding: gzip");

            assertThat(client.answer().status()).isEqualTo(413);
        }
    }

    @Test
    void refusesADeclaredBodyOverTheLimitBeforeItIsSent() throws Exception {
        try (TestServer server =
                        TestServer.with(
                                s -> s.with(s.limits().withUpload(1000)),
                                REPEAT,
                                ReadyAnswers.NONE);
                RawClient client = server.client()) {
            client.send(
                    RawClient.request("PUT", "/a", "Content-Length: 1001", "Expect: 100-continue"));

            assertThat(client.answer().status()).isEqualTo(413);
            assertThat(server.handled()).isEmpty();
        }
    }

    @Test
    void refusesChunksOverTheLimit() throws Exception {
        try (TestServer server =
                        TestServer.with(
                                s -> s.with(s.limits().withUpload(1000)),
                                REPEAT,
                                ReadyAnswers.NONE);
                RawClient client = server.client()) {
            client.send(RawClient.request("PUT", "/a", "Transfer-Encoding: chunked"));
            client.send("258\r\n" + "a".repeat(600) + "\r\n258\r\n" + "a".repeat(600) + "\r\n");

            assertThat(client.answer().status()).isEqualTo(413);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void tellsTheClientToGoOnWhenTheHandlerReads() throws Exception {
        try (TestServer server = TestServer.of(REPEAT);
                RawClient client = server.client()) {
            client.send(
                    RawClient.request("PUT", "/a", "Content-Length: 5", "Expect: 100-Continue"));
            RawClient.Answer between = client.answer();
            client.send("hello");
            RawClient.Answer answer = client.answer();

            assertThat(between.status()).isEqualTo(100);
            assertThat(answer.text()).isEqualTo("hello");
            assertThat(client.get("/next").status()).isEqualTo(200);
        }
    }

    @Test
    void answersAtOnceWhenTheHandlerDoesNotRead() throws Exception {
        try (TestServer server = TestServer.of(request -> Response.text(401, "who are you"));
                RawClient client = server.client()) {
            client.send(
                    RawClient.request("PUT", "/a", "Content-Length: 5", "Expect: 100-continue"));
            RawClient.Answer answer = client.answer();

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.field("connection")).isEqualTo("close");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void neverReadsABodyAsARequest() throws Exception {
        String inner = RawClient.request("GET", "/inner");
        try (TestServer server = TestServer.of(request -> Response.text(403, "no"));
                RawClient client = server.client()) {
            client.send(
                    RawClient.request("PUT", "/a", "Content-Length: " + inner.length())
                            + inner
                            + RawClient.request("GET", "/next"));

            assertThat(client.answer().status()).isEqualTo(403);
            assertThat(client.answer().status()).isEqualTo(403);
            assertThat(server.handled()).containsExactly("PUT /a", "GET /next");
        }
    }

    @Test
    void aRefusedUploadCanReadItsAnswerAlthoughItWasStillSending() throws Exception {
        byte[] large = new byte[8 << 20];
        try (TestServer server = TestServer.of(request -> Response.text(403, "no"))) {
            for (int round = 0; round < 10; round++) {
                try (RawClient client = server.client()) {
                    put(client, large);

                    assertThat(client.answer().text()).isEqualTo("no");
                }
            }
        }
    }

    @Test
    void failsTheReadWhenTheClientBreaksOff() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        try (TestServer server =
                TestServer.of(
                        request -> {
                            try (InputStream body = request.body().open()) {
                                body.readAllBytes();
                            } catch (IOException e) {
                                failed.countDown();
                                throw e;
                            }
                            return Response.text(200, "complete");
                        })) {
            RawClient client = server.client();
            client.send(RawClient.request("PUT", "/a", "Content-Length: 50") + "part");
            client.close();

            assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void givesUpOnABodyThatStopsComing() throws Exception {
        try (TestServer server =
                        TestServer.with(
                                s -> s.with(s.timeouts().withBody(Duration.ofMillis(100))),
                                REPEAT,
                                ReadyAnswers.NONE);
                RawClient client = server.client()) {
            client.send(RawClient.request("PUT", "/a", "Content-Length: 50") + "part");

            assertThat(client.answer().status()).isEqualTo(408);
            assertThat(client.isEnded()).isTrue();
        }
    }
}
