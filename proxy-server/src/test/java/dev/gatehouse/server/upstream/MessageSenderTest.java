package dev.gatehouse.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.server.testing.RecordedRequest;
import dev.gatehouse.server.testing.RefusingPort;
import dev.gatehouse.server.testing.Script;
import dev.gatehouse.server.testing.ScriptedUpstream;
import dev.gatehouse.server.upstream.MessageSender.Message;
import dev.gatehouse.server.upstream.MessageSender.Result;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

class MessageSenderTest {
    private static final Map<String, String> NAMES =
            Map.of("metadata.example", "169.254.169.254", "hooks.example", "127.0.0.1");
    private final MessageSender sender =
            new MessageSender(
                    new Surroundings(
                            "Gatehouse/test",
                            ProxySettings.NONE,
                            MessageSenderTest::resolve,
                            UpstreamListener.NONE,
                            System::nanoTime,
                            RandomGenerator.getDefault()));

    @AfterEach
    void close() {
        sender.close();
    }

    private static List<InetAddress> resolve(String host, Duration limit)
            throws UnknownHostException {
        String address = NAMES.getOrDefault(host, host);
        try {
            return List.of(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException e) {
            throw new UnknownHostException(host);
        }
    }

    private Result send(URI url) throws InterruptedException {
        Headers headers = Headers.of("webhook-id", "01J");
        return sender.send(
                new Message(url, UpstreamSettings.Tls.DEFAULT, headers, "{\"a\":\"\u00e9\"}"));
    }

    @Test
    void aMessageIsPostedExactlyToItsUrlWithItsHeaders() throws Exception {
        try (var receiver = ScriptedUpstream.always(Script.status(202))) {
            Result result = send(receiver.url("/a/b?c=d/e"));

            assertThat(result).isEqualTo(new Result.Answer(202, Optional.empty()));
            RecordedRequest request = receiver.requests().getFirst();
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.target()).isEqualTo("/a/b?c=d/e");
            assertThat(request.header("webhook-id")).contains("01J");
            assertThat(request.header("user-agent")).contains("Gatehouse/test");
            assertThat(request.header("content-type")).contains("application/json; charset=UTF-8");
            assertThat(new String(request.body(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"a\":\"\u00e9\"}");
        }
    }

    @Test
    void aRedirectIsNotFollowedAndAFailureNotRepeated() throws Exception {
        try (var other = ScriptedUpstream.always(Script.status(200));
                var receiver =
                        ScriptedUpstream.answering(
                                request ->
                                        request.path().equals("/there")
                                                ? Script.redirect(307, other.url().toString())
                                                : Script.status(503).header("Retry-After", "9"))) {
            assertThat(send(receiver.url("/there")))
                    .isEqualTo(new Result.Answer(307, Optional.empty()));
            assertThat(send(receiver.url("/"))).isEqualTo(new Result.Answer(503, Optional.of("9")));
            assertThat(receiver.requests()).hasSize(2);
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void linkLocalAddressesAreRefusedWhateverNameLeadsThere() throws Exception {
        for (String url : List.of("http://169.254.169.254/a", "http://metadata.example/a")) {
            assertThat(send(URI.create(url)))
                    .isInstanceOfSatisfying(
                            Result.Failure.class,
                            f -> assertThat(f.reason()).contains("169.254.169.254, which is not"));
        }
    }

    @Test
    void failuresSayWhyAndNeitherPathNorQuery() throws Exception {
        try (var closed = RefusingPort.open();
                var hangsUp = ScriptedUpstream.always(Script.hangUp());
                var babbles = ScriptedUpstream.always(Script.garbage())) {
            for (URI url : List.of(closed.url(), hangsUp.url(), babbles.url())) {
                assertThat(send(url.resolve("/hidden?hidden")))
                        .isInstanceOfSatisfying(
                                Result.Failure.class,
                                f -> assertThat(f.reason()).doesNotContain("hidden"));
            }
            assertThat(send(URI.create("http://nowhere.example/hidden")).toString())
                    .contains("no address found")
                    .doesNotContain("hidden");
            assertThat(send(URI.create("http://hooks.example/../hidden")).toString())
                    .contains("dot segment")
                    .doesNotContain("hidden");
        }
    }

    @Test
    void anInterruptedThreadSendsNothing() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> send(URI.create("http://hooks.example/")))
                .isInstanceOf(InterruptedException.class);
    }
}
