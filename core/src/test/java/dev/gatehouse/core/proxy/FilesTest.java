package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.upstream.Mode;
import dev.gatehouse.core.upstream.UpstreamReply;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.OptionalLong;

class FilesTest {
    private static final byte[] BYTES =
            "right bytes".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private static final byte[] OTHER =
            "other bytes".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private Gate gate;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate();
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    private ScriptedUpstream filled(ScriptedUpstream upstream) {
        return upstream.index("x", Gate.line("1", "x-1", BYTES)).file("x", "x-1", BYTES);
    }

    private int status() throws Exception {
        return gate.file("x", "1", "x-1").status();
    }

    @Test
    void aStoredFileIsServedWithoutAnyQuestionWhileAllSourcesAreDown() throws Exception {
        var untrusted = filled(gate.untrusted("P"));
        var trusted = gate.trusted("V");
        assertThat(status()).isEqualTo(200);
        untrusted.down().forgetAsked();
        trusted.down().forgetAsked();
        gate.restart();
        gate.clock.advance(Duration.ofHours(50));

        assertThat(Gate.text(gate.file("x", "1", "x-1"))).isEqualTo("right bytes");
        assertThat(Gate.text(gate.get("file/x/x-1"))).isEqualTo("right bytes");
        assertThat(untrusted.asked()).isEmpty();
        assertThat(trusted.asked()).isEmpty();
    }

    @Test
    void provenanceAndPinComeWithTheFileAndNotWithItsIndex() throws Exception {
        filled(gate.untrusted("P"));
        gate.index("x");
        assertThat(gate.provenance("x")).isEmpty();

        assertThat(status()).isEqualTo(200);

        assertThat(gate.provenance("x")).containsExactly("P");
        assertThat(gate.metadata.pins(gate.key("x"))).containsValue(new SourceId("P"));
        assertThat(gate.metadata.of(gate.key("x")).getFirst().by()).isEqualTo("alice");
    }

    @Test
    void aHeadAsksForNoFileAndWritesNoProvenance() throws Exception {
        var upstream = filled(gate.untrusted("P"));

        var answer = gate.ask(Method.HEAD, "file/x/1/x-1", "", Gate.ALICE);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().length()).isEqualTo(BYTES.length);
        assertThat(upstream.asked()).containsExactly("index/x", "HEAD files/x/x-1");
        assertThat(gate.provenance("x")).isEmpty();
        upstream.without("files/x/x-1");
        assertThat(gate.ask(Method.HEAD, "file/x/1/x-1", "", Gate.ALICE).status()).isEqualTo(404);
    }

    @Test
    void wrongBytesAreAskedForOnceMoreAndThenRefused() throws Exception {
        var upstream = filled(gate.untrusted("P")).file("x", "x-1", OTHER);

        assertThat(status()).isEqualTo(502);

        assertThat(upstream.asked("files/x/x-1")).isEqualTo(2);
        assertThat(gate.provenance("x")).isEmpty();
        assertThat(gate.metadata.files(gate.key("x"))).isEmpty();
        assertThat(gate.metadata.pins(gate.key("x"))).isEmpty();
        assertThat(gate.blobs.find(Digest.sha256(Gate.sha256(OTHER)))).isEmpty();
        assertThat(gate.audit()).contains("INTEGRITY lines:x P");
    }

    @Test
    void rightBytesAfterWrongOnesAreServed() throws Exception {
        filled(gate.untrusted("P")).next("files/x/x-1", ScriptedUpstream.bytes(OTHER));

        assertThat(Gate.text(gate.file("x", "1", "x-1"))).isEqualTo("right bytes");
    }

    @Test
    void aFileOfAnotherLengthThanListedIsRefused() throws Exception {
        gate.untrusted("P").index("x", Gate.line("1", "x-1", BYTES) + " 3").file("x", "x-1", BYTES);

        assertThat(status()).isEqualTo(502);
    }

    @Test
    void aTransferThatBreaksOffLeavesNothingAndIs503() throws Exception {
        filled(gate.untrusted("P")).next("files/x/x-1", ScriptedUpstream.broken(BYTES));

        assertThat(status()).isEqualTo(503);
        assertThat(gate.provenance("x")).isEmpty();
        assertThat(gate.metadata.files(gate.key("x"))).isEmpty();
    }

    @Test
    void aBodyShorterThanDeclaredIs503EvenWithoutDigests() throws Exception {
        gate.untrusted("P")
                .index("x", "version 1 x-1")
                .next(
                        "files/x/x-1",
                        r ->
                                ScriptedUpstream.found(
                                        Headers.none(),
                                        new java.io.ByteArrayInputStream(BYTES),
                                        OptionalLong.of(99)));

        assertThat(status()).isEqualTo(503);
    }

    @Test
    void whatTheUpstreamAnswersInsteadOfAFileDecidesTheStatus() throws Exception {
        var upstream = filled(gate.untrusted("P"));
        upstream.next("files/x/x-1", r -> new UpstreamReply.Missing(410));
        assertThat(status()).isEqualTo(404);
        assertThat(status()).as("asked again too soon").isEqualTo(404);
        gate.clock.advance(Duration.ofMinutes(6));
        upstream.next("files/x/x-1", r -> new UpstreamReply.Refused(401, "401"));
        assertThat(status()).isEqualTo(503);
        upstream.next("files/x/x-1", r -> new UpstreamReply.Broken("reset"));
        assertThat(status()).isEqualTo(503);
        upstream.next("files/x/x-1", r -> new UpstreamReply.NotModified(Headers.none()));
        assertThat(status()).isEqualTo(503);
        upstream.next(
                "files/x/x-1",
                r -> {
                    throw new IllegalStateException("a bug");
                });
        assertThat(status()).isEqualTo(503);
        upstream.next(
                "files/x/x-1",
                r -> {
                    throw new AssertionError("a worse one");
                });
        assertThat(status()).isEqualTo(503);
        assertThat(status()).isEqualTo(200);
    }

    @Test
    void aProxyOnlyUpstreamsFilesPassThroughAndAreNotKept() throws Exception {
        var upstream = filled(gate.untrusted("P"));
        gate.change("P", u -> Knobs.mode(u, Mode.PROXY_ONLY, true));

        assertThat(Gate.text(gate.file("x", "1", "x-1"))).isEqualTo("right bytes");
        assertThat(Gate.text(gate.file("x", "1", "x-1"))).isEqualTo("right bytes");

        assertThat(upstream.asked("files/x/x-1")).isEqualTo(2);
        assertThat(gate.metadata.files(gate.key("x"))).isEmpty();
        assertThat(gate.metadata.pins(gate.key("x"))).isEmpty();
        assertThat(gate.blobs.find(Digest.sha256(Gate.sha256(BYTES)))).isEmpty();
        assertThat(gate.provenance("x")).containsExactly("P");
    }
}
