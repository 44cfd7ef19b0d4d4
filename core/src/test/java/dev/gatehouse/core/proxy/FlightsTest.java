package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.upstream.Mode;
import dev.gatehouse.core.upstream.UpstreamReply;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

class FlightsTest {
    private static final byte[] SMALL = "small".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private static final byte[] LARGE = new byte[3 << 20];
    private Gate gate;

    static {
        new Random(7).nextBytes(LARGE);
    }

    @BeforeEach
    void open() throws Exception {
        gate = new Gate();
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    private ScriptedUpstream has(byte[] bytes) {
        return gate.untrusted("P").index("x", Gate.line("1", "x-1", bytes)).file("x", "x-1", bytes);
    }

    private Response file() throws Exception {
        return gate.file("x", "1", "x-1");
    }

    @Test
    void aThousandCallersCauseOneRequest() throws Exception {
        gate.trusted("V");
        var upstream = has(SMALL);
        var begin = new CountDownLatch(1);
        List<Future<byte[]>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1000; i++) {
                answers.add(
                        threads.submit(
                                () -> {
                                    begin.await();
                                    return Bodies.read(file().body());
                                }));
            }
            begin.countDown();
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(SMALL);
            }
        }

        assertThat(upstream.asked()).containsExactly("index/x", "files/x/x-1");
    }

    @Test
    void aLeaderThatIsInterruptedTakesNothingFromTheOthers() throws Exception {
        var upstream = has(SMALL);
        gate.index("x");
        var gone = new CountDownLatch(1);
        upstream.next("files/x/x-1", ScriptedUpstream.after(gone, ScriptedUpstream.bytes(SMALL)));
        var leader = new FutureTask<>(this::file);
        Thread first = Thread.ofVirtual().start(leader);
        Eventually.holds(() -> upstream.asked("files/x/x-1") == 1);
        var follower = new FutureTask<>(this::file);
        Thread.ofVirtual().start(follower);

        first.interrupt();
        assertThatThrownBy(leader::get).hasCauseInstanceOf(InterruptedException.class);
        gone.countDown();

        assertThat(Bodies.read(follower.get().body())).isEqualTo(SMALL);
        assertThat(upstream.asked("files/x/x-1")).isEqualTo(1);
    }

    @Test
    void aSmallBodyBeginsOnlyAfterTheCommit() throws Exception {
        has(SMALL);

        assertThat(file().body()).isInstanceOf(Body.FileRange.class);
        assertThat(gate.provenance("x")).containsExactly("P");
    }

    @Test
    void aLargeBodyComesWhileItIsWrittenWithItsTailHeldBack() throws Exception {
        var rest = new CountDownLatch(1);
        has(LARGE).next("files/x/x-1", r -> slow(LARGE, rest));

        var answer = file();

        var growing = (Body.Growing) answer.body();
        assertThat(growing.length()).isEqualTo(LARGE.length);
        assertThat(growing.content().await(0)).isLessThan(LARGE.length - (8 << 10)).isPositive();
        assertThat(gate.provenance("x")).isEmpty();
        rest.countDown();
        assertThat(Bodies.read(growing)).isEqualTo(LARGE);
        assertThat(gate.provenance("x")).containsExactly("P");
        assertThat(file().body()).isInstanceOf(Body.FileRange.class);
    }

    @Test
    void aLargeBodyOfWrongBytesFailsBeforeItsEnd() throws Exception {
        var rest = new CountDownLatch(1);
        byte[] wrong = LARGE.clone();
        wrong[wrong.length - 1] ^= 1;
        var upstream = has(LARGE);
        upstream.next("files/x/x-1", r -> slow(wrong, rest));

        var growing = (Body.Growing) file().body();
        rest.countDown();

        assertThatThrownBy(() -> Bodies.read(growing)).isInstanceOf(IOException.class);
        assertThat(upstream.asked("files/x/x-1")).isEqualTo(1);
        assertThat(gate.provenance("x")).isEmpty();
        assertThat(gate.metadata.files(gate.key("x"))).isEmpty();
        Eventually.holds(() -> failsToOpen(growing));
    }

    private static boolean failsToOpen(Body.Growing growing) {
        try (var channel = growing.content().open()) {
            return !channel.isOpen();
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void aReaderWhoComesLateReadsWhatWasCommitted() throws Exception {
        var rest = new CountDownLatch(1);
        has(LARGE).next("files/x/x-1", r -> slow(LARGE, rest));
        var growing = (Body.Growing) file().body();
        rest.countDown();
        Eventually.holds(() -> !gate.provenance("x").isEmpty());
        growing.content().await(LARGE.length);

        assertThat(Bodies.read(growing)).isEqualTo(LARGE);
    }

    @Test
    void aLargeFileOfAProxyOnlyUpstreamPassesThrough() throws Exception {
        var upstream = has(LARGE).silentAboutLengths();
        gate.change("P", u -> Knobs.mode(u, Mode.PROXY_ONLY, true));

        assertThat(Bodies.read(file().body())).isEqualTo(LARGE);

        assertThat(gate.metadata.files(gate.key("x"))).isEmpty();
        assertThat(upstream.asked("files/x/x-1")).isEqualTo(1);
        assertThat(gate.provenance("x")).containsExactly("P");
    }

    @Test
    void whoComesAfterADownloadEndedDoesNotBeginAnother() throws Exception {
        var upstream = has(SMALL);
        var mount = gate.mount();
        var visible = gate.services.index().visible(mount, LineFormat.named("x"));
        file();
        var accepted = visible.index().accepted().values().iterator().next();
        var request =
                new FileRequest<>(
                        mount,
                        visible.index().name(),
                        accepted.release(),
                        accepted.release().files().getFirst(),
                        mount.settings().upstreams().getFirst(),
                        "bob");
        var companions = new Companions(gate.kernel(), new VerifiedBlobs(gate.kernel()));
        var fetch =
                new FileFetch(
                        gate.kernel(),
                        companions,
                        new LateCompanions(gate.kernel(), companions),
                        gate.services.signatures(),
                        new FileCommit(
                                gate.kernel(),
                                gate.services.trust(),
                                gates(),
                                new Catalogue(Map.of())));

        var answer =
                new Downloads(gate.kernel(), fetch)
                        .join(
                                request,
                                new FileFetch.Decision(
                                        visible.epoch(), visible.ruling(), visible.validUntil()));

        assertThat(answer).isInstanceOf(FileAnswer.Stored.class);
        assertThat(upstream.asked("files/x/x-1")).isEqualTo(1);
    }

    private PolicyGate gates() {
        return new PolicyGate(
                gate.kernel(),
                gate.services.packages().stored(),
                gate.services.signatures(),
                new SignerPins(gate.kernel()),
                gate.services.own());
    }

    /** All but the last 64 KiB at once, the rest when told. */
    private static UpstreamReply slow(byte[] bytes, CountDownLatch rest) {
        int cut = bytes.length - (64 << 10);
        InputStream waiting =
                new FilterInputStream(new ByteArrayInputStream(bytes, cut, bytes.length - cut)) {
                    @Override
                    public int read(byte[] into, int at, int most) throws IOException {
                        try {
                            rest.await();
                        } catch (InterruptedException e) {
                            throw new IOException(e);
                        }
                        return super.read(into, at, most);
                    }
                };
        return ScriptedUpstream.found(
                Headers.none(),
                new SequenceInputStream(new ByteArrayInputStream(bytes, 0, cut), waiting),
                OptionalLong.of(bytes.length));
    }
}
