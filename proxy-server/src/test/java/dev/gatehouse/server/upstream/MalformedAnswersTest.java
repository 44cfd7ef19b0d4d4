package dev.gatehouse.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.upstream.BrokenBodyException;
import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.server.testing.Script;
import dev.gatehouse.server.testing.ScriptedUpstream;
import dev.gatehouse.server.testing.Step;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Answers that another reader could read otherwise (threats H8, C9, C10, C18). */
// Line ends are what is tested, so they are written out.
@SuppressWarnings("StringConcatToTextBlock")
class MalformedAnswersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
                "garbage\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
                "<html>Sign in</html>",
                "HTTP/1.1",
                "HTTP/1.1 200",
                "HTTP/1.1 404 Not Found\r\n",
                "HTTP/1.1 404 Not Found\r\nContent-Length: 0",
                "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n",
                "HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\nNot",
                "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nNot",
                "HTTP/1.1 40 Not Found\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 4040 Not Found\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 +404 Not Found\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1  404 Not Found\r\nContent-Length: 0\r\n\r\n",
                " HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1\t404 Not Found\r\nContent-Length: 0\r\n\r\n",
                "http/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
                "HTTP/2.0 404 Not Found\r\nContent-Length: 0\r\n\r\n",
                "HTTP/9.9 404 Not Found\r\nContent-Length: 0\r\n\r\n",
                "HTTP/0.9 404 Not Found\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 404 Not\u0000Found\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 404 Not\rFound\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 101 Switching\r\n"
                        + "Upgrade: x\r\n\r\n"
                        + "HTTP/1.1 404 No\r\n"
                        + "Content-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 0x2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 2.0\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\n"
                        + "Content-Length: 2\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n"
                        + "2\r\n"
                        + "{}\r\n"
                        + "0\r\n\r\n",
                "HTTP/1.1 200 OK\r\n"
                        + "Transfer-Encoding: chunked\r\n"
                        + "Content-Length: 2\r\n\r\n"
                        + "2\r\n"
                        + "{}\r\n"
                        + "0\r\n\r\n",
                "HTTP/1.1 200 OK\r\n"
                        + "Transfer-Encoding: chunked\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n"
                        + "2\r\n"
                        + "{}\r\n"
                        + "0\r\n\r\n",
                "HTTP/1.1 200 OK\r\n"
                        + "Transfer-Encoding: chunked, identity\r\n\r\n"
                        + "2\r\n"
                        + "{}\r\n"
                        + "0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: xchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding:\u000bchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding : chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\n X: a\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nno colon\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\n: empty\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nX y: a\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nX: a\u0000b\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nX: a\rContent-Length: 3\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}X\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n+2\r\n{}\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-0\r\n{}\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n 2\r\n{}\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2 \r\n{}\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n{}\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;a\rb\r\n{}\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n"
                        + "ffffffffffffffff\r\n"
                        + "{}\r\n"
                        + "0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\n"
                        + "Content-Encoding: gzip\r\n"
                        + "Content-Encoding: gzip\r\n"
                        + "Content-Length: 2\r\n\r\n"
                        + "{}",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
            })
    void areBrokenAndNeverAnAnswer(String bytes) throws Exception {
        Script script = Script.raw(bytes).then(Step.close());
        var settings = UpstreamLimits.DEFAULT.withAttempts(1);
        try (var upstream = ScriptedUpstream.always(script);
                var client = new TestedClient(UpstreamSettings.of(upstream.url()).with(settings))) {

            UpstreamReply reply = client.index("acme-lib");

            assertThat(isBroken(reply)).as(reply.toString()).isTrue();
            assertThat(upstream.awaitNoConnections(TestedClient.PRESENCE)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 \r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\ncontent-length:2\r\n\r\n{}",
                "HTTP/1.1 103 Early\r\n"
                        + "Link: x\r\n\r\n"
                        + "HTTP/1.1 200 OK\r\n"
                        + "Content-Length: 2\r\n\r\n"
                        + "{}",
                "HTTP/1.1 200 OK\r\n"
                        + "Transfer-Encoding: Chunked\r\n\r\n"
                        + "1\r\n"
                        + "{\r\n"
                        + "01;a=\"b\"\r\n"
                        + "}\r\n"
                        + "0\r\n"
                        + "X: y\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Encoding: identity\r\nContent-Length: 2\r\n\r\n{}",
            })
    void oddButClearAnswersAreTaken(String bytes) throws Exception {
        Script script = Script.raw(bytes).then(Step.close());
        try (var upstream = ScriptedUpstream.always(script);
                var client = TestedClient.of(upstream.url())) {

            assertThat(TestedClient.text(client.index("acme-lib"))).isEqualTo("{}");
        }
    }

    private static boolean isBroken(UpstreamReply reply) {
        return switch (reply) {
            case UpstreamReply.Broken _ -> true;
            case UpstreamReply.Found found -> breaksWhileRead(found);
            case UpstreamReply.NotModified _, UpstreamReply.Missing _, UpstreamReply.Refused _ ->
                    false;
        };
    }

    private static boolean breaksWhileRead(UpstreamReply.Found found) {
        try (found) {
            byte[] _ = found.body().readAllBytes();
            return false;
        } catch (BrokenBodyException e) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
