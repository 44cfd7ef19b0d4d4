package dev.gatehouse.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.ReadyAnswers;
import dev.gatehouse.core.http.Response;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

@ExtendWith(NoLeaks.class)
class ExchangeTest {
    @Test
    void answersSeveralRequestsOnOneConnection() throws Exception {
        try (TestServer server = TestServer.of(TestServer::echo);
                RawClient client = server.client()) {
            RawClient.Answer first = client.get("/a%2fb/c");
            RawClient.Answer second = client.get("/%40acme/x");

            assertThat(first.text()).isEqualTo("GET [a/b, c]");
            assertThat(second.text()).isEqualTo("GET [@acme, x]");
            assertThat(second.field("connection")).isEmpty();
        }
    }

    @Test
    void putsItsOwnFieldsOnEveryAnswerAndLeavesOthers() throws Exception {
        Response full =
                Response.json(403, "{}")
                        .because("Blocked by rule 2: acme is owned by local")
                        .with("npm-notice", "hidden")
                        .with("date", "never")
                        .with("content-length", "999");
        try (TestServer server = TestServer.of(request -> full);
                RawClient client = server.client()) {
            RawClient.Answer answer = client.get("/a");

            assertThat(answer.reason()).isEqualTo("Blocked by rule 2: acme is owned by local");
            assertThat(answer.field("date")).isEqualTo("Sun, 22 Nov 2026 10:00:00 GMT");
            assertThat(answer.field("x-content-type-options")).isEqualTo("nosniff");
            assertThat(answer.field("content-security-policy"))
                    .isEqualTo("sandbox; default-src 'none'");
            assertThat(answer.field("npm-notice")).isEqualTo("hidden");
            assertThat(answer.field("content-length")).isEqualTo("2");
        }
    }

    @Test
    void leavesAContentSecurityPolicyOfTheHandler() throws Exception {
        Response console = Response.text(200, "x").with("content-security-policy", "default-src");
        try (TestServer server = TestServer.of(request -> console);
                RawClient client = server.client()) {
            assertThat(client.get("/a").field("content-security-policy")).isEqualTo("default-src");
        }
    }

    @Test
    void answersAThousandPipelinedRequestsInOrder() throws Exception {
        String requests =
                IntStream.range(0, 1000)
                        .mapToObj(i -> RawClient.request("GET", "/" + i))
                        .collect(Collectors.joining());
        try (TestServer server = TestServer.of(TestServer::echo);
                RawClient client = server.client()) {
            client.send(requests);

            for (int i = 0; i < 1000; i++) {
                assertThat(client.answer().text()).isEqualTo("GET [" + i + "]");
            }
        }
    }

    @Test
    void answersPipelinedRequestsThatAreReadyWithoutDeepRecursion() throws Exception {
        ReadyAnswers ready = head -> Optional.of(Response.text(200, head.target().raw()));
        String requests =
                IntStream.range(0, 5000)
                        .mapToObj(i -> RawClient.request("GET", "/" + i))
                        .collect(Collectors.joining());
        try (TestServer server = TestServer.with(s -> s, TestServer::echo, ready);
                RawClient client = server.client()) {
            Thread sender = Thread.startVirtualThread(() -> sendAll(client, requests));

            for (int i = 0; i < 5000; i++) {
                assertThat(client.answer().text()).isEqualTo("/" + i);
            }
            sender.join();
            assertThat(server.handled()).isEmpty();
        }
    }

    private static void sendAll(RawClient client, String text) {
        try {
            client.send(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void answersWhatCameBeforeABadRequestAndNothingAfterIt() throws Exception {
        try (TestServer server = TestServer.of(TestServer::echo);
                RawClient client = server.client()) {
            client.send(
                    RawClient.request("GET", "/good")
                            + "GET /bad  HTTP/1.1\r\n\r\n"
                            + RawClient.request("GET", "/after"));

            assertThat(client.answer().text()).isEqualTo("GET [good]");
            assertThat(client.answer().status()).isEqualTo(400);
            assertThat(client.isEnded()).isTrue();
            assertThat(server.handled()).containsExactly("GET /good");
        }
    }

    @Test
    void readsNothingAfterConnectionClose() throws Exception {
        try (TestServer server = TestServer.of(TestServer::echo);
                RawClient client = server.client()) {
            client.send(
                    RawClient.request("GET", "/last", "Connection: close")
                            + RawClient.request("GET", "/after"));

            assertThat(client.answer().field("connection")).isEqualTo("close");
            assertThat(client.isEnded()).isTrue();
            assertThat(server.handled()).containsExactly("GET /last");
        }
    }

    @Test
    void keepsAnHttp10ConnectionOnlyWhenAsked() throws Exception {
        try (TestServer server = TestServer.of(TestServer::echo);
                RawClient client = server.client()) {
            client.send("GET /a HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n");
            RawClient.Answer kept = client.answer();
            client.send("GET /b HTTP/1.0\r\n\r\n");
            RawClient.Answer last = client.answer();

            assertThat(kept.field("connection")).isEqualTo("keep-alive");
            assertThat(last.text()).isEqualTo("GET [b]");
            assertThat(last.field("connection")).isEqualTo("close");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void answersHeadLikeGetWithoutABody() throws Exception {
        try (TestServer server = TestServer.of(request -> Response.text(200, "x".repeat(100_000)));
                RawClient client = server.client()) {
            client.send(RawClient.request("HEAD", "/a"));
            RawClient.Answer head = client.head();
            RawClient.Answer next = client.get("/b");

            assertThat(head.field("content-length")).isEqualTo("100000");
            assertThat(next.body()).hasSize(100_000);
        }
    }

    @Test
    void keepsTheLengthThatAHandlerOfHeadGives() throws Exception {
        Response known = Response.of(200, Headers.of("content-length", "12345"), Body.EMPTY);
        try (TestServer server = TestServer.of(request -> known);
                RawClient client = server.client()) {
            client.send(RawClient.request("HEAD", "/a"));

            assertThat(client.head().field("content-length")).isEqualTo("12345");
        }
    }

    @Test
    void sendsNoBodyWith304() throws Exception {
        try (TestServer server = TestServer.of(request -> Response.text(304, "must not be sent"));
                RawClient client = server.client()) {
            RawClient.Answer first = client.get("/a");
            RawClient.Answer second = client.get("/b");

            assertThat(first.fields()).doesNotContainKeys("content-length", "transfer-encoding");
            assertThat(second.status()).isEqualTo(304);
        }
    }

    @Test
    void tellsNothingOfAFailureInside() throws Exception {
        try (TestServer server =
                        TestServer.of(
                                request -> {
                                    throw new IllegalStateException("secret");
                                });
                RawClient client = server.client()) {
            RawClient.Answer answer = client.get("/a");
            RawClient.Answer next = client.get("/b");

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.text()).doesNotContain("secret");
            assertThat(next.status()).isEqualTo(500);
        }
    }

    @Test
    void answers500ForAFieldThatCannotBeWrittenOrAStatusThatIsNone() throws Exception {
        try (TestServer server = TestServer.of(request -> Response.text(42, "x"));
                RawClient client = server.client()) {
            assertThat(client.get("/a").status()).isEqualTo(500);
        }
    }

    @Test
    void answersAClientThatHasClosedItsSide() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (TestServer server =
                        TestServer.of(
                                request -> {
                                    closed.await();
                                    return TestServer.echo(request);
                                });
                RawClient client = server.client()) {
            client.send(RawClient.request("GET", "/a") + RawClient.request("GET", "/b"));
            client.socket().shutdownOutput();
            closed.countDown();

            assertThat(client.answer().text()).isEqualTo("GET [a]");
            assertThat(client.answer().text()).isEqualTo("GET [b]");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void acceptsWhatIsUnusualButLegal() throws Exception {
        try (TestServer server = TestServer.of(TestServer::echo);
                RawClient client = server.client()) {
            client.send("\r\nGET http://LOCALHOST/a?b HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.answer().text()).isEqualTo("GET [a]");
            client.send("GET / HTTP/1.1\r\nhOsT:\t localhost:80 \t\r\nX:\r\n\r\n");
            assertThat(client.answer().text()).isEqualTo("GET []");
            client.send("GET /%c3%a9/ HTTP/1.1\r\nHost: [::1]:80\r\nX-Any_Thing: \u00e9\r\n\r\n");
            assertThat(client.answer().text()).isEqualTo("GET [\u00e9]");
            client.send("DELETE /a HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n");
            assertThat(client.answer().text()).isEqualTo("DELETE [a]");
        }
    }

    @Test
    void readsARequestThatComesByteByByte() throws Exception {
        String chunks = "5;a=\"b\\\"c\";d\r\nhello\r\n0\r\nHost: evil.example\r\n\r\n";
        String head = RawClient.request("POST", "/a", "Transfer-Encoding: chunked");
        byte[] request = (head + chunks).getBytes(StandardCharsets.US_ASCII);
        try (TestServer server =
                        TestServer.of(
                                r -> {
                                    byte[] body = r.body().open().readAllBytes();
                                    return Response.of(
                                            200,
                                            Headers.of(
                                                    "host",
                                                    r.head().headers().all("host").toString()),
                                            Body.of(body));
                                });
                RawClient client = server.client()) {
            for (byte b : request) {
                client.send(new byte[] {b});
            }
            RawClient.Answer answer = client.answer();

            assertThat(answer.text()).isEqualTo("hello");
            assertThat(answer.field("host")).isEqualTo("[localhost]");
            assertThat(client.get("/next").status()).isEqualTo(200);
        }
    }
}
