package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.format.IndexDocument;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.Trust;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

class FreshnessTest {
    private Gate gate;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate();
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    @Test
    void withoutTtlsEachClientRequestAsksEachSourceOnce() throws Exception {
        byte[] bytes = "bytes".getBytes(StandardCharsets.UTF_8);
        var trusted = gate.trusted("V");
        var untrusted =
                gate.untrusted("P")
                        .index("x", Gate.line("1", "x-1", bytes))
                        .file("x", "x-1", bytes);
        gate.change("V", u -> Knobs.ttl(u, Duration.ZERO, Duration.ZERO));
        gate.change("P", u -> Knobs.ttl(u, Duration.ZERO, Duration.ZERO));
        for (int i = 1; i <= 3; i++) {
            assertThat(gate.index("x").status()).isEqualTo(200);
            gate.clock.advance(Duration.ofMillis(1));

            assertThat(trusted.asked("index/x")).isEqualTo(i);
            assertThat(untrusted.asked("index/x")).isEqualTo(i);
        }
        assertThat(gate.file("x", "1", "x-1").status()).isEqualTo(200);
        assertThat(gate.provenance("x")).containsExactly("P");
    }

    @Test
    void withinItsTtlADocumentIsNotAskedForAgain() throws Exception {
        var upstream = gate.untrusted("P").versions("x", "1");
        gate.index("x");
        gate.clock.advance(Duration.ofMinutes(4));

        assertThat(gate.versions("x")).containsExactly("1 P");
        assertThat(upstream.asked("index/x")).isEqualTo(1);
    }

    @Test
    void aStaleDocumentIsShownWhileItIsRenewed() throws Exception {
        var upstream = gate.untrusted("P").versions("x", "1");
        gate.index("x");
        var shown = new CountDownLatch(1);
        byte[] newer = "name x\nversion 1\nversion 2".getBytes(StandardCharsets.UTF_8);
        upstream.next("index/x", ScriptedUpstream.after(shown, ScriptedUpstream.bytes(newer)));
        gate.clock.advance(Duration.ofMinutes(6));

        assertThat(gate.versions("x")).containsExactly("1 P");
        shown.countDown();
        Eventually.holds(() -> gate.versions("x").size() == 2);
        assertThat(upstream.asked("index/x")).isEqualTo(2);
    }

    @Test
    void aNotModifiedAnswerRenewsTheDocument() throws Exception {
        var upstream = gate.untrusted("P").tagging().versions("x", "1");
        gate.index("x");
        gate.clock.advance(Duration.ofHours(2));
        gate.index("x");
        gate.clock.advance(Duration.ofMinutes(1));

        assertThat(gate.versions("x")).containsExactly("1 P");
        assertThat(upstream.asked("index/x")).isEqualTo(2);
        assertThat(gate.blobs.all()).hasSize(1);
    }

    @Test
    void aVersionThatTheDocumentsLackIsAskedForOnceMoreAndNotOften() throws Exception {
        var upstream = gate.untrusted("P").versions("x", "1");
        gate.index("x");
        upstream.versions("x", "1", "2");
        gate.clock.advance(Duration.ofSeconds(1));

        assertThat(gate.get("index/x/2").status()).isEqualTo(200);
        gate.clock.advance(Duration.ofSeconds(1));
        assertThat(gate.get("index/x/3").status()).isEqualTo(404);
        assertThat(gate.file("x", "3", "x-3").status()).isEqualTo(404);
        assertThat(upstream.asked("index/x")).isEqualTo(2);
        gate.clock.advance(Duration.ofSeconds(10));
        assertThat(gate.get("index/x/3").status()).isEqualTo(404);
        assertThat(upstream.asked("index/x")).isEqualTo(3);
    }

    @Test
    void whoWasAskedForThisRequestIsNotAskedAgainForWhatItLacks() throws Exception {
        var upstream = gate.untrusted("P").versions("x", "1");

        assertThat(gate.file("x", "2", "x-2").status()).isEqualTo(404);
        assertThat(gate.file("y", "2", "y-2").status()).isEqualTo(404);
        assertThat(upstream.asked()).containsExactly("index/x", "index/y");
    }

    @Test
    void anAbsenceIsRenewedInTheBackgroundBeforeItEnds() throws Exception {
        var trusted = gate.trusted("V");
        gate.untrusted("P").versions("x", "1");
        gate.index("x");
        gate.clock.advance(Duration.ofSeconds(245));
        gate.index("x");

        Eventually.holds(() -> trusted.asked("index/x") == 2);
        assertThat(gate.versions("x")).containsExactly("1 P");
    }

    @Test
    void aDamagedStoredDocumentIsDroppedAndFetchedAgain() throws Exception {
        var upstream = gate.untrusted("P").tagging().versions("x", "1");
        gate.index("x");
        for (var blob : gate.blobs.all()) {
            java.nio.file.Files.writeString(blob.path(), "name x\nversion 6");
        }
        gate.restart();
        gate.kernel().epochs().move(gate.key("x"));

        assertThat(gate.versions("x")).containsExactly("1 P");
        assertThat(upstream.asked("index/x")).isEqualTo(2);
        gate.restart();
        gate.kernel().epochs().move(gate.key("x"));
        assertThat(gate.versions("x")).containsExactly("1 P");
        assertThat(upstream.asked("index/x")).isEqualTo(2);
        for (var blob : gate.blobs.all()) {
            gate.blobs.delete(blob.sha256());
        }
        gate.restart();
        gate.kernel().epochs().move(gate.key("x"));
        assertThat(gate.versions("x")).containsExactly("1 P");
    }

    @Test
    void aRenderedAnswerIsReadyUntilTheNameOrTheSettingsChange() throws Exception {
        gate.untrusted("P").versions("x", "1");
        var head = gate.head(Method.GET, "index/x", Headers.none());
        assertThat(gate.router.ready(head, Gate.ALICE)).isEmpty();
        gate.index("x");

        assertThat(gate.router.ready(head, Gate.ALICE)).isPresent();
        assertThat(gate.router.ready(head, Principal.ANONYMOUS)).isEmpty();
        gate.local("x", "2");
        assertThat(gate.router.ready(head, Gate.ALICE)).isEmpty();
        gate.index("x");
        gate.configure(s -> s);
        assertThat(gate.router.ready(head, Gate.ALICE)).isEmpty();
    }

    @Test
    void aReadyAnswerCountsTheSourcesThatMayNotSpeak() throws Exception {
        gate.untrusted("P").versions("x", "1");
        gate.local("x", "2");
        gate.index("x");
        long before = gate.events.count("refused BLOCKED 2 true");
        int rows = gate.audit().size();
        var head = gate.head(Method.GET, "index/x", Headers.none());

        assertThat(gate.router.ready(head, Gate.ALICE)).isPresent();

        assertThat(gate.events.count("refused BLOCKED 2 true")).isEqualTo(before + 1);
        assertThat(gate.audit()).hasSize(rows + 1).last().isEqualTo("BLOCK lines:x P");
    }

    @Test
    void aRenderingIsUsedAgainWhenNothingInItChanged() throws Exception {
        gate.untrusted("P").versions("x", "1");
        var first = gate.index("x");
        gate.kernel().epochs().move(gate.key("x"));

        assertThat(gate.index("x").body()).isSameAs(first.body());
        gate.local("x", "2");
        assertThat(gate.index("x").body()).isNotSameAs(first.body());
    }

    @Test
    void aNameThatIsReleasedAndPublishedAnewIsRenderedAnew() throws Exception {
        gate.local("x", "1");
        assertThat(gate.versions("x")).containsExactly("1 local");
        gate.publish("x", "delete 1");
        gate.services.names().release(gate.mount(), LineFormat.named("x"), NamesTest.ORDER);
        gate.clock.advance(Duration.ofSeconds(1));
        gate.local("x", "2");

        assertThat(gate.versions("x")).containsExactly("2 local");
    }

    @Test
    void anAnswerThatWasAskedForUnderOtherTrustDecidesNothing() throws Exception {
        gate.untrusted("P").versions("x", "9");
        var upstream = gate.trusted("V");
        gate.index("x");
        gate.change("V", u -> Knobs.trust(u, Trust.UNTRUSTED));
        gate.clock.advance(Duration.ofHours(2));
        upstream.versions("x", "1").forgetAsked();
        var begin = new CountDownLatch(1);
        byte[] document = "name x\nversion 1".getBytes(StandardCharsets.UTF_8);
        upstream.next("index/x", ScriptedUpstream.after(begin, ScriptedUpstream.bytes(document)));
        var before = new FutureTask<>(() -> gate.versions("x"));
        Thread.ofVirtual().start(before);
        Eventually.holds(() -> upstream.asked("index/x") == 1);

        gate.change("V", u -> Knobs.trust(u, Trust.TRUSTED));
        var after = new FutureTask<>(() -> gate.versions("x"));
        Thread.ofVirtual().start(after);
        Eventually.holds(() -> upstream.asked("index/x") == 2);
        begin.countDown();

        assertThat(before.get()).containsExactly("9 P", "1 V");
        assertThat(after.get()).containsExactly("1 V");
    }

    @Test
    void theRulingChangesWhenATrustedSourceIsSeenToHaveTheName() throws Exception {
        gate.untrusted("P").versions("x", "9");
        var upstream = gate.trusted("V");
        gate.index("x");
        gate.clock.advance(Duration.ofHours(1));
        Instant gained = gate.clock.instant();
        upstream.versions("x", "1");
        gate.index("x");
        gate.clock.advance(Duration.ofHours(1));

        gate.index("x");

        var visible = gate.services.index().visible(gate.mount(), LineFormat.named("x"));
        assertThat(visible.rulingChangedAt()).isEqualTo(gained);
    }

    @Test
    void whatIsVisibleWeighsWhatItHoldsOfDocuments() throws Exception {
        String[] versions = IntStream.range(0, 500).mapToObj(i -> "1." + i).toArray(String[]::new);
        var document =
                gate.mount()
                        .format()
                        .readIndex(
                                IndexKey.of(LineFormat.named("x")),
                                document("x", String.join("\nversion ", versions)));
        gate.untrusted("P").versions("x", versions);
        gate.trusted("V").versions("y", "1");

        var large = gate.services.index().visible(gate.mount(), LineFormat.named("x"));
        var small = gate.services.index().visible(gate.mount(), LineFormat.named("y"));

        assertThat(large.weight()).isGreaterThan(document.weight() + small.weight());
    }

    private static IndexDocument document(String name, String versions) {
        byte[] bytes =
                "name %s\nversion %s".formatted(name, versions).getBytes(StandardCharsets.UTF_8);
        return new IndexDocument(
                ByteBuffer.wrap(bytes), "text/plain", URI.create("https://registry.example/"));
    }
}
