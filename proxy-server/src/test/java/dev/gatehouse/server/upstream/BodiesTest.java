package dev.gatehouse.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.upstream.BrokenBodyException;
import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.server.testing.Script;
import dev.gatehouse.server.testing.ScriptedUpstream;
import dev.gatehouse.server.testing.Step;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/** Bodies that are cut, late, too long, too slow, wrongly coded or not wanted to their end. */
class BodiesTest {
    private static final Duration LONG = TestedClient.PRESENCE;
    private static final String JSON = "{\"name\":\"acme-lib\"}";

    @Test
    void aCutBodyIsBrokenHoweverItIsFramed() throws Exception {
        assertBodyBreaks(Script.json(JSON).truncatedTo(5));
        assertBodyBreaks(Script.json(JSON).chunked().truncatedTo(7));
        assertBodyBreaks(Script.gzippedJson(JSON).truncatedTo(12));
        assertBodyBreaks(Script.json(JSON).resetAfter(5));
    }

    @Test
    void aBodyThatStallsIsBrokenAfterASecond() throws Exception {
        assertBodyBreaks(Script.json(JSON).stalledAfterHead());
        assertBodyBreaks(Script.json(JSON).stalledAfter(5));
    }

    @Test
    void anIndexThatTricklesIsBroken() throws Exception {
        assertBodyBreaks(Script.ok("application/json", JSON.repeat(100)).trickled(200));
    }

    @Test
    void afterABrokenBodyReadingDoesNotEndCleanly() throws Exception {
        try (var upstream = ScriptedUpstream.always(Script.json(JSON).truncatedTo(5));
                var client = TestedClient.of(upstream.url());
                var found = found(client.index("acme-lib"))) {
            assertThatThrownBy(() -> found.body().readAllBytes())
                    .isInstanceOf(BrokenBodyException.class);

            assertThatThrownBy(() -> found.body().read()).isInstanceOf(BrokenBodyException.class);
            assertThat(client.broken).hasSize(1);
        }
    }

    @Test
    void bytesAfterTheBodyAreNeverDelivered() throws Exception {
        String second = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged";
        try (var upstream =
                        ScriptedUpstream.answering(
                                request ->
                                        request.path().equals("/one")
                                                ? Script.json(JSON).withExtra(second)
                                                : Script.json("{}"));
                var client = TestedClient.of(upstream.url())) {

            assertThat(TestedClient.text(client.index("one"))).isEqualTo(JSON);
            assertThat(TestedClient.text(client.index("two"))).isEqualTo("{}");

            assertThat(upstream.connections()).isEqualTo(2);
        }
    }

    @Test
    void anAnswerThatNobodyAskedForEndsTheConnection() throws Exception {
        String forged = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
        try (var upstream =
                        ScriptedUpstream.answering(
                                request ->
                                        request.path().equals("/one")
                                                ? Script.json(JSON)
                                                        .then(
                                                                Step.pause(Duration.ofMillis(100)),
                                                                Step.send(forged),
                                                                Step.send("!"))
                                                : Script.json("{}"));
                var client = TestedClient.of(upstream.url())) {

            TestedClient.text(client.index("one"));
            long sent = upstream.bytesSent();
            while (upstream.bytesSent() == sent) {
                Thread.onSpinWait();
            }

            assertThat(TestedClient.text(client.index("two"))).isEqualTo("{}");
        }
    }

    @Test
    void bodiesOfAnswersWithoutBodyAreNoNextAnswer() throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(
                                request ->
                                        request.path().equals("/one")
                                                ? Script.status(204)
                                                        .withExtra("HTTP/1.1 404 x\r\n\r\n")
                                                : Script.json("{}"));
                var client = TestedClient.of(upstream.url())) {

            assertThat(client.index("one")).isInstanceOf(UpstreamReply.Refused.class);
            assertThat(TestedClient.text(client.index("two"))).isEqualTo("{}");
        }
    }

    @Test
    void aDeclaredLengthOverTheLimitIsBrokenAtOnce() throws Exception {
        var limits = UpstreamLimits.DEFAULT.withSizes(10, 10, 10);
        try (var upstream = ScriptedUpstream.always(Script.json(JSON));
                var client = new TestedClient(UpstreamSettings.of(upstream.url()).with(limits))) {
            assertThat(client.index("acme-lib")).isInstanceOf(UpstreamReply.Broken.class);
            assertThat(upstream.awaitNoConnections(LONG)).isTrue();
        }
    }

    @Test
    void anEndlessBodyIsCutAtTheLimit() throws Exception {
        var limits = UpstreamLimits.DEFAULT.withSizes(1_000_000, 1_000_000, 1_000_000);
        String chunk = "2000\r\n" + "x".repeat(8192) + "\r\n";
        Script endless =
                Script.of(
                        Step.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
                        Step.endless(chunk.getBytes(StandardCharsets.US_ASCII)));
        try (var upstream = ScriptedUpstream.always(endless);
                var client = new TestedClient(UpstreamSettings.of(upstream.url()).with(limits))) {
            assertThatThrownBy(() -> TestedClient.text(client.index("acme-lib")))
                    .isInstanceOf(BrokenBodyException.class)
                    .hasMessageContaining("1000000");
            assertThat(upstream.awaitNoConnections(LONG)).isTrue();
        }
    }

    @Test
    void aGzipBombIsBroken() throws Exception {
        byte[] bomb = Script.gzip(new byte[50_000_000]);
        assertBodyBreaks(
                Script.status(200)
                        .header("Content-Encoding", "gzip")
                        .type("text/plain")
                        .body(bomb));
    }

    @Test
    void closingABodyEarlyEndsTheConnectionWithoutReadingOn() throws Exception {
        try (var upstream =
                        ScriptedUpstream.always(
                                Script.bytes(new byte[64 * 1024]).declaring(1L << 40).endless());
                var client =
                        new TestedClient(
                                UpstreamSettings.of(upstream.url())
                                        .with(
                                                UpstreamLimits.DEFAULT.withSizes(
                                                        1L << 41, 1L << 41, 1L << 41)))) {
            try (var found = found(client.file("large.bin"))) {
                assertThat(found.body().readNBytes(1000)).hasSize(1000);
            }

            assertThat(upstream.awaitNoConnections(LONG)).isTrue();
            assertThat(upstream.bytesSent()).isLessThan(256L * 1024 * 1024);
        }
    }

    @Test
    void aFileSaidToBeGzipIsDeliveredAsTheFileItself() throws Exception {
        byte[] content = new byte[20_000];
        new Random(7).nextBytes(content);
        byte[] tgz = Script.gzip(content);

        assertThat(fileAs("x.tgz", tgz)).as("mislabelled").isEqualTo(tgz);
        assertThat(fileAs("x.tgz", Script.gzip(tgz))).as("coded once more").isEqualTo(tgz);
        assertThat(fileAs("x.jar", Script.gzip(content))).as("no gzip file").isEqualTo(content);
    }

    @Test
    void aFileIsDeliveredAsItIsWithItsLength() throws Exception {
        byte[] tgz = Script.gzip(new byte[100]);
        try (var upstream = ScriptedUpstream.always(Script.bytes(tgz));
                var client = TestedClient.of(upstream.url());
                var found = found(client.file("x.tgz"))) {
            assertThat(found.length()).hasValue(tgz.length);
            assertThat(found.body().readAllBytes()).isEqualTo(tgz);
        }
    }

    private static byte[] fileAs(String name, byte[] wire) throws Exception {
        var script = Script.bytes(wire).header("Content-Encoding", "gzip");
        try (var upstream = ScriptedUpstream.always(script);
                var client = TestedClient.of(upstream.url());
                var found = found(client.file(name))) {
            byte[] all = found.body().readAllBytes();
            return Arrays.copyOf(all, all.length);
        }
    }

    private static void assertBodyBreaks(Script script) throws Exception {
        try (var upstream = ScriptedUpstream.always(script);
                var client = TestedClient.of(upstream.url());
                var found = found(client.index("acme-lib"))) {
            assertThatThrownBy(() -> found.body().readAllBytes())
                    .isInstanceOf(BrokenBodyException.class);
            assertThat(upstream.awaitNoConnections(LONG)).isTrue();
        }
    }

    private static UpstreamReply.Found found(UpstreamReply reply) throws IOException {
        if (reply instanceof UpstreamReply.Found found) {
            return found;
        }
        throw new IOException("not found but " + reply);
    }
}
