package dev.gatehouse.server.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

class ScriptedUpstreamTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void recordsEveryByteOfARequestAndKeepsTheConnection() throws Exception {
        try (var upstream = ScriptedUpstream.always(Script.json("{}"));
                var socket = connect(upstream.url())) {
            send(socket, "POST /a?b=c HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
            send(socket, "GET /second HTTP/1.1\r\nHost: x\r\n\r\n");

            assertThat(upstream.awaitRequests(2, LONG)).isTrue();
            RecordedRequest first = upstream.requests().getFirst();
            assertThat(first.method()).isEqualTo("POST");
            assertThat(first.path()).isEqualTo("/a");
            assertThat(first.header("HOST")).contains("x");
            assertThat(first.body()).asString().isEqualTo("abc");
            assertThat(upstream.requests("/second"))
                    .singleElement()
                    .satisfies(second -> assertThat(second.number()).isEqualTo(2));
            assertThat(upstream.connections()).isEqualTo(1);
        }
    }

    @Test
    void answersWithALengthByDefault() throws Exception {
        try (var upstream = ScriptedUpstream.always(Script.json("{\"a\":1}").then(Step.close()))) {
            assertThat(answerOf(upstream))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Content-Length: 7\r\n")
                    .endsWith("\r\n\r\n{\"a\":1}");
        }
    }

    @Test
    void answersInChunks() throws Exception {
        try (var upstream =
                ScriptedUpstream.always(Script.json("{}").chunked().then(Step.close()))) {
            assertThat(answerOf(upstream))
                    .contains("Transfer-Encoding: chunked\r\n")
                    .endsWith("\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
        }
    }

    @Test
    void cutsABodyShort() throws Exception {
        try (var upstream = ScriptedUpstream.always(Script.json("{\"a\":1}").truncatedTo(3))) {
            assertThat(answerOf(upstream))
                    .contains("Content-Length: 7\r\n")
                    .endsWith("\r\n\r\n{\"a");
        }
    }

    @Test
    void sendsMoreThanItDeclared() throws Exception {
        try (var upstream =
                ScriptedUpstream.always(Script.json("{}").withExtra("!!").then(Step.close()))) {
            assertThat(answerOf(upstream)).contains("Content-Length: 2\r\n").endsWith("{}!!");
        }
    }

    @Test
    void resetsAConnection() throws Exception {
        try (var upstream = ScriptedUpstream.always(Script.json("{}").resetAfter(1))) {
            assertThatThrownBy(() -> answerOf(upstream)).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void holdsUntilTheClientIsGone() throws Exception {
        try (var upstream = ScriptedUpstream.always(Script.json("{}").stalledAfterHead())) {
            try (var socket = connect(upstream.url())) {
                send(socket, "GET / HTTP/1.1\r\n\r\n");
                assertThat(upstream.awaitRequests(1, LONG)).isTrue();
                assertThat(upstream.openConnections()).isEqualTo(1);
            }
            assertThat(upstream.awaitNoConnections(LONG)).isTrue();
        }
    }

    @Test
    void tricklesEveryByte() throws Exception {
        try (var upstream =
                ScriptedUpstream.always(Script.json("{}").trickled(100).then(Step.close()))) {
            assertThat(answerOf(upstream)).endsWith("\r\n\r\n{}");
        }
    }

    @Test
    void sendsWithoutEndUntilTheClientIsGone() throws Exception {
        try (var upstream = ScriptedUpstream.always(Script.bytes(new byte[1000]).endless())) {
            try (var socket = connect(upstream.url())) {
                send(socket, "GET / HTTP/1.1\r\n\r\n");
                assertThat(socket.getInputStream().readNBytes(50_000)).hasSize(50_000);
            }
            assertThat(upstream.awaitNoConnections(LONG)).isTrue();
        }
    }

    @Test
    void anEndedUpstreamKeepsItsPortAndRefuses() throws Exception {
        var upstream = ScriptedUpstream.always(Script.json("{}"));
        connect(upstream.url()).close();
        upstream.close();
        upstream.close();

        assertThatThrownBy(() -> connect(upstream.url()).close())
                .isInstanceOf(ConnectException.class);

        try (var again = upstream.reopened()) {
            assertThat(again.url()).isEqualTo(upstream.url());
            connect(again.url()).close();
        }
    }

    @Test
    void aRefusingPortRefuses() throws Exception {
        try (var port = RefusingPort.open()) {
            assertThatThrownBy(() -> connect(port.url())).isInstanceOf(ConnectException.class);
        }
    }

    private static String answerOf(ScriptedUpstream upstream) throws IOException {
        try (var socket = connect(upstream.url())) {
            send(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static Socket connect(URI url) throws IOException {
        return new Socket(InetAddress.ofLiteral(url.getHost()), url.getPort());
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
