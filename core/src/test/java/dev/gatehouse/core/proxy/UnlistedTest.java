package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.upstream.Mode;
import dev.gatehouse.core.upstream.UpstreamReply;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** Versions that no index lists: who may serve them is settled by asking for the version itself. */
class UnlistedTest {
    private Gate gate;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate(new OpenLineFormat());
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    private static ScriptedUpstream with(ScriptedUpstream upstream, String version, String bytes) {
        return upstream.text("has/x/" + version, "yes").text("open/" + version + "/f", bytes);
    }

    private String file(String version) throws Exception {
        var answer = gate.file("x", version, "f");
        return answer.status() == 200 ? Gate.text(answer) : Integer.toString(answer.status());
    }

    @Test
    void aVersionThatNoIndexListsIsFetchedFromTheSourceThatHasIt() throws Exception {
        with(gate.untrusted("P"), "1", "of P");

        assertThat(file("1")).isEqualTo("of P");

        assertThat(gate.provenance("x")).containsExactly("P");
        assertThat(gate.metadata.pins(gate.key("x"))).containsValue(new SourceId("P"));
    }

    @Test
    void aTrustedSourceThatHasTheVersionWithoutAnIndexOwnsTheName() throws Exception {
        var untrusted = with(gate.untrusted("P"), "1", "of P").versions("x", "1", "2");
        with(gate.trusted("V"), "1", "of V");

        assertThat(file("1")).isEqualTo("of V");

        assertThat(untrusted.asked()).noneMatch(p -> p.contains("has/") || p.contains("open/"));
        assertThat(gate.provenance("x")).containsExactly("V");
        assertThat(file("2")).isEqualTo("403");
        assertThat(gate.versions("x")).containsExactly("403");
    }

    @Test
    void whileATrustedSourceDoesNotSayWhetherItHasTheVersionNobodyElseIsHeard() throws Exception {
        var untrusted = with(gate.untrusted("P"), "1", "of P").versions("x", "1");
        var trusted = gate.trusted("V");
        trusted.next("has/x/1", r -> new UpstreamReply.Broken("reset"));

        assertThat(file("1")).isEqualTo("503");

        assertThat(untrusted.asked()).noneMatch(p -> p.contains("has/") || p.contains("open/"));
        assertThat(gate.provenance("x")).isEmpty();
    }

    @Test
    void aPageInsteadOfTheVersionIsNoAnswer() throws Exception {
        with(gate.untrusted("P"), "1", "of P").versions("x", "1");
        gate.trusted("V").text("has/x/1", "<html>");

        assertThat(file("1")).isEqualTo("503");
    }

    @Test
    void theProbeIsAskedOncePerVersionAndNotForStoredOnes() throws Exception {
        with(gate.untrusted("P"), "1", "of P").versions("x", "1").text("open/1/g", "g of P");
        var trusted = gate.trusted("V");

        file("1");
        file("1");
        gate.file("x", "1", "g");

        assertThat(trusted.asked("has/x/1")).isOne();
    }

    @Test
    void aSourceWithProvenanceGoesOnWhileATrustedOneIsSilent() throws Exception {
        with(gate.untrusted("P"), "1", "of P");
        file("1");
        gate.trusted("V").down();
        with(gate.script("P"), "2", "2 of P");

        assertThat(file("2")).isEqualTo("2 of P");
    }

    @Test
    void aNameStaysPresentWhileItsStoredVersionIsStillAtItsSource() throws Exception {
        with(gate.untrusted("P"), "9", "of P").versions("x", "9");
        with(gate.trusted("V"), "1", "of V");
        file("1");

        for (int hours = 0; hours < 30; hours += 3) {
            gate.clock.advance(Duration.ofHours(3));
            gate.index("x");
        }

        assertThat(file("9")).isEqualTo("403");
        gate.script("V").without("has/x/1");
        for (int hours = 0; hours < 30; hours += 3) {
            gate.clock.advance(Duration.ofHours(3));
            gate.services.absences().tick();
            gate.index("x");
        }
        assertThat(file("9")).isEqualTo("of P");
    }

    @Test
    void aVersionOfNobodyIs404AndOneOfASilentSource503() throws Exception {
        gate.untrusted("P");

        assertThat(file("1")).isEqualTo("404");
        gate.script("P").next("has/x/2", r -> new UpstreamReply.Refused(401, "401"));
        assertThat(file("2")).isEqualTo("503");
    }

    @Test
    void theFirstOfTwoPermittedSourcesThatHasTheVersionOwnsIt() throws Exception {
        with(gate.trusted("V"), "2", "2 of V").versions("x", "2");
        with(gate.trusted("W"), "1", "1 of W").text("has/x/2", "yes");

        assertThat(file("1")).isEqualTo("1 of W");
        assertThat(file("2")).isEqualTo("2 of V");
    }

    @Test
    void whatIsPublishedHereHidesTheSameVersionElsewhere() throws Exception {
        var untrusted = with(gate.untrusted("P"), "1", "of P");
        gate.local("x", "1");

        assertThat(gate.file("x", "1", "x-1").status()).isEqualTo(200);
        assertThat(file("1")).isEqualTo("404");
        assertThat(file("2")).isEqualTo("403");
        assertThat(untrusted.asked()).isEmpty();
    }

    @Test
    void aDocumentAboutAVersionComesFromItsOwnerAlone() throws Exception {
        var untrusted = with(gate.untrusted("P"), "1", "of P");
        untrusted.versions("x", "1").text("part/x/1", "name x\nversion 1\nnote of P");
        with(gate.trusted("V"), "1", "of V").text("part/x/1", "name x\nversion 1\nnote of V");

        assertThat(Gate.text(gate.get("part/x/1"))).contains("note of V").doesNotContain("P");

        assertThat(untrusted.asked()).noneMatch(p -> p.contains("part/"));
        assertThat(gate.get("part/x/7").status()).isEqualTo(403);
        gate.clock.advance(Duration.ofHours(2));
        gate.script("V").down();
        assertThat(Gate.text(gate.get("part/x/1"))).contains("note of V");
    }

    @Test
    void aDocumentAboutAVersionOfASilentOrAnEmptySourceIs503Or404() throws Exception {
        with(gate.untrusted("P"), "1", "of P");

        assertThat(gate.get("part/x/1").status()).isEqualTo(404);
        gate.clock.advance(Duration.ofHours(2));
        gate.script("P").next("part/x/1", r -> new UpstreamReply.Broken("reset"));
        assertThat(gate.get("part/x/1").status()).isEqualTo(503);
        gate.script("P").next("has/x/3", r -> new UpstreamReply.Broken("reset"));
        assertThat(gate.get("part/x/3").status()).isEqualTo(503);
    }

    @Test
    void aSourceIsHeardOnlyAboutMentionedNamesThatAreItsOwn() throws Exception {
        gate.untrusted("P").index("group", "note about mine theirs");
        gate.local("mine", "1");

        var visible = gate.services.index().visible(gate.mount(), LineFormat.named("group"));

        assertThat(visible.spokenFor().get(new SourceId("P")))
                .containsExactly(LineFormat.named("theirs"));
    }

    @Test
    void anAnswerThatBreaksOffOrSaysNothingIsNoAnswer() throws Exception {
        with(gate.untrusted("P"), "1", "of P").versions("x", "1");
        var trusted = gate.trusted("V");
        for (ScriptedUpstream.Answer answer :
                List.<ScriptedUpstream.Answer>of(
                        r -> new UpstreamReply.NotModified(Headers.none()),
                        r -> new UpstreamReply.Refused(403, "403"),
                        ScriptedUpstream.broken("ye".getBytes(StandardCharsets.UTF_8)))) {
            trusted.next("has/x/1", answer);
            assertThat(file("1")).isEqualTo("503");
            gate.clock.advance(Duration.ofSeconds(6));
        }

        assertThat(file("1")).isEqualTo("of P");
    }

    @Test
    void inMonitorModeWhoIsFirstIsHeard() throws Exception {
        with(gate.untrusted("P"), "1", "of P");
        with(gate.trusted("V"), "1", "of V");
        gate.configure(Knobs::monitor);

        assertThat(file("1")).isEqualTo("of P");
    }

    @Test
    void aSourceThatIsNotAskedHasWhatIsStored() throws Exception {
        with(gate.untrusted("P"), "1", "of P").text("open/1/f.sum", "0".repeat(64));
        gate.script("P").without("open/1/f.sum");
        file("1");
        gate.change("P", u -> Knobs.mode(u, Mode.CACHE, false));

        assertThat(file("1")).isEqualTo("of P");
        assertThat(gate.file("x", "1", "f.sum").status()).isEqualTo(200);
        assertThat(gate.file("x", "1", "g").status()).isEqualTo(404);
        assertThat(gate.file("x", "1", "g.sum").status()).isEqualTo(404);
        assertThat(file("2")).isEqualTo("404");
        assertThat(gate.get("part/x/1").status()).isEqualTo(404);
    }

    @Test
    void aNameStaysPresentWhileOneOfItsStoredVersionsIsStillAtItsSource() throws Exception {
        with(gate.untrusted("P"), "9", "of P").versions("x", "9");
        var trusted = gate.trusted("V");
        for (String version : List.of("1", "2", "3")) {
            with(trusted, version, "of V");
            file(version);
        }
        trusted.without("has/x/1").without("has/x/2");

        for (int hours = 0; hours < 30; hours += 3) {
            gate.clock.advance(Duration.ofHours(3));
            gate.services.absences().tick();
            gate.index("x");
        }

        assertThat(file("9")).isEqualTo("403");
    }

    @Test
    void anAnswerToAProbeIsNotReadWithoutEnd() throws Exception {
        var given = new AtomicLong();
        var endless =
                new InputStream() {
                    @Override
                    public int read() {
                        return given.incrementAndGet() > 64 << 20 ? -1 : ' ';
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) {
                        return given.addAndGet(length) > 64 << 20 ? -1 : length;
                    }
                };
        gate.untrusted("P")
                .next(
                        "has/x/1",
                        r -> ScriptedUpstream.found(Headers.none(), endless, OptionalLong.empty()));

        assertThat(file("1")).isEqualTo("503");
        assertThat(given).hasValueLessThan(17 << 20);
    }

    @Test
    void whatASourceMayMentionIsDecidedForEachRequest() throws Exception {
        gate.untrusted("P").index("group", "version 1", "note about mine theirs");
        var before = gate.services.index().visible(gate.mount(), LineFormat.named("group"));
        assertThat(before.spokenFor().get(new SourceId("P"))).hasSize(2);

        gate.local("mine", "1");

        var after = gate.services.index().visible(gate.mount(), LineFormat.named("group"));
        assertThat(after.spokenFor().get(new SourceId("P")))
                .containsExactly(LineFormat.named("theirs"));
    }
}
