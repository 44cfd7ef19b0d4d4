package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.upstream.Mode;
import dev.gatehouse.core.upstream.UpstreamReply;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class WalkTest {
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
    void noTrustedSourceIsAskedForPresenceWhereNoUntrustedOneCouldBeRefused() throws Exception {
        var trusted = gate.trusted("V").versions("x", "1");
        gate.untrusted("P").versions("x", "2");
        gate.local("x", "3");

        assertThat(gate.file("x", "3", "x-3").status()).isEqualTo(200);
        assertThat(trusted.asked()).isEmpty();
    }

    @Test
    void aBlockedUpstreamIsAskedNothingByIndexFileSearchOrGather() throws Exception {
        var untrusted = gate.untrusted("P").versions("x", "9").text("search/x", "x\n");
        gate.trusted("V").versions("x", "1");

        assertThat(gate.versions("x")).containsExactly("1 V");
        assertThat(gate.file("x", "9", "x-9").status()).isEqualTo(403);
        assertThat(gate.get("file/x/x-9").status()).isEqualTo(403);
        assertThat(gate.get("index/x/9").status()).isEqualTo(403);
        gate.get("search/x");
        gate.get("ask/x");
        assertThat(untrusted.asked()).isEmpty();
        assertThat(gate.audit()).contains("BLOCK lines:x P").doesNotContain("BLOCK lines:x V");
    }

    @Test
    void aWithheldUpstreamIsAskedNothingAndTheAnswerIs503() throws Exception {
        var untrusted = gate.untrusted("P").versions("x", "9");
        gate.trusted("V").down();

        assertThat(gate.index("x").status()).isEqualTo(503);
        assertThat(Gate.text(gate.index("x"))).isEqualTo("Undecided by rule 4: V did not answer");
        assertThat(gate.file("x", "9", "x-9").status()).isEqualTo(503);
        assertThat(gate.get("index/x/9").status()).isEqualTo(503);
        gate.get("ask/x");
        assertThat(untrusted.asked()).isEmpty();
        assertThat(gate.audit()).contains("WITHHOLD lines:x P");
    }

    @Test
    void everyKindOfFailureOfATrustedSourceWithholds() throws Exception {
        var untrusted = gate.untrusted("P").versions("x", "9");
        var trusted = gate.trusted("V");
        List<ScriptedUpstream.Answer> failures =
                List.of(
                        r -> new UpstreamReply.Refused(403, "403 Forbidden"),
                        r -> new UpstreamReply.Broken("time-out"),
                        r -> new UpstreamReply.NotModified(Headers.none()),
                        ScriptedUpstream.bytes(Bodies.of("<html>")),
                        ScriptedUpstream.bytes(Bodies.of("name y\nversion 1")),
                        ScriptedUpstream.bytes(Bodies.of("name x\nversion")),
                        ScriptedUpstream.broken(Bodies.of("name x\n")));
        for (var failure : failures) {
            trusted.always(failure);
            gate.clock.advance(Duration.ofSeconds(6));

            assertThat(gate.index("x").status()).isEqualTo(503);
        }
        assertThat(trusted.asked()).hasSize(failures.size());
        assertThat(untrusted.asked()).isEmpty();
        assertThat(gate.blobs.all()).isEmpty();
    }

    @Test
    void anUntrustedUpstreamThatIsIdleMakesNothingUndecided() throws Exception {
        gate.trusted("V");
        gate.untrusted("P").versions("x", "9");
        gate.change("P", u -> Knobs.mode(u, Mode.CACHE, false));

        assertThat(gate.index("x").status()).isEqualTo(404);
        assertThat(gate.file("x", "9", "x-9").status()).isEqualTo(404);
    }

    @Test
    void aDecidedNameServesWhatTheOthersHaveWhileOneSourceIsSilent() throws Exception {
        gate.trusted("V").versions("x", "1");
        var other = gate.trusted("W").versions("x", "2");
        gate.versions("x");
        other.down();
        gate.clock.advance(Duration.ofHours(2));

        assertThat(gate.versions("x")).containsExactly("1 V", "2 W");
        assertThat(gate.events.count("stale W")).isPositive();
        assertThat(gate.index("y").status()).isEqualTo(503);
    }

    @Test
    void aNameThatIsPresentByMemoryOnlyStaysBlockedAfterARestart() throws Exception {
        var untrusted = gate.untrusted("P").versions("x", "9");
        var trusted = gate.trusted("V").versions("x", "1");
        gate.versions("x");
        trusted.down();
        gate.restart();
        gate.clock.advance(Duration.ofHours(40));

        assertThat(gate.versions("x")).containsExactly("1 V");
        assertThat(gate.file("x", "9", "x-9").status()).isEqualTo(503);
        assertThat(untrusted.asked()).isEmpty();
    }

    @Test
    void a404BeforeItsConfirmationOpensNothing() throws Exception {
        var untrusted = gate.untrusted("P").versions("x", "9");
        var trusted = gate.trusted("V").versions("x", "1");
        gate.versions("x");
        trusted.without("index/x");
        gate.clock.advance(Duration.ofHours(2));

        assertThat(gate.versions("x")).containsExactly("1 V");
        assertThat(untrusted.asked()).isEmpty();
    }

    @Test
    void anAbsenceThatTheGateConfirmedByItselfSetsTheNameFree() throws Exception {
        gate.untrusted("P").versions("x", "9");
        var trusted = gate.trusted("V").versions("x", "1");
        gate.versions("x");
        trusted.without("index/x");
        gate.clock.advance(Duration.ofHours(2));
        gate.versions("x");
        for (int i = 0; i < 6; i++) {
            trusted.forgetAsked();
            gate.clock.advance(Duration.ofHours(4));
            Eventually.holds(() -> asksBecauseOfTheWatch(trusted));
        }
        assertThat(gate.versions("x")).containsExactly("9 P");
        assertThat(gate.audit()).contains("PRESENCE lines:x V");
    }

    private boolean asksBecauseOfTheWatch(ScriptedUpstream upstream) {
        gate.services.absences().tick();
        return upstream.asked("index/x") == 1 && gate.services.presence().dueQuestions().isEmpty();
    }

    @Test
    void theWatchForgetsQuestionsToUpstreamsThatAreGone() throws Exception {
        var trusted = gate.trusted("V").versions("x", "1");
        gate.versions("x");
        trusted.without("index/x");
        gate.clock.advance(Duration.ofHours(2));
        gate.versions("x");
        gate.remove("V");
        gate.clock.advance(Duration.ofHours(5));

        assertThat(gate.services.presence().dueQuestions()).hasSize(1);
        gate.services.absences().tick();
        assertThat(gate.services.presence().dueQuestions()).isEmpty();
    }

    @Test
    void ofAnUpstreamThatWithdrawsANameOnlyStoredVersionsStay() throws Exception {
        byte[] bytes = Bodies.of("bytes");
        var upstream =
                gate.untrusted("P")
                        .index("x", Gate.line("1", "x-1", bytes), "version 2")
                        .file("x", "x-1", bytes);
        gate.file("x", "1", "x-1");
        upstream.without("index/x");
        gate.clock.advance(Duration.ofHours(2));

        assertThat(gate.versions("x")).containsExactly("1 P");
        assertThat(gate.file("x", "1", "x-1").status()).isEqualTo(200);
    }

    @Test
    void aCacheOnlyUpstreamServesWhatIsStoredAndIsNotAsked() throws Exception {
        byte[] bytes = Bodies.of("bytes");
        var upstream =
                gate.untrusted("P")
                        .index("x", Gate.line("1", "x-1", bytes), "version 2")
                        .file("x", "x-1", bytes);
        gate.file("x", "1", "x-1");
        upstream.forgetAsked();
        gate.change("P", u -> Knobs.mode(u, Mode.CACHE_ONLY, true));
        gate.clock.advance(Duration.ofHours(2));

        assertThat(gate.versions("x")).containsExactly("1 P");
        assertThat(gate.file("x", "1", "x-1").status()).isEqualTo(200);
        assertThat(gate.file("x", "2", "x-2").status()).isEqualTo(404);
        assertThat(upstream.asked()).isEmpty();
    }

    @Test
    void aTrustedUpstreamThatIsSetInactiveKeepsWhatItWasSeenToHave() throws Exception {
        var untrusted = gate.untrusted("P").versions("x", "9").versions("y", "9");
        gate.trusted("V").versions("x", "1");
        gate.versions("x");
        gate.change("V", u -> Knobs.mode(u, Mode.CACHE, false));

        assertThat(gate.index("x").status()).isEqualTo(403);
        assertThat(gate.versions("y")).containsExactly("9 P");
        assertThat(untrusted.asked("index/x")).isZero();
    }

    @Test
    void aNameIsNotWorkedOutAnewWhileAnInactiveTrustedUpstreamTakesNoPart() throws Exception {
        gate.untrusted("P").versions("y", "9");
        gate.trusted("V");
        gate.change("V", u -> Knobs.mode(u, Mode.CACHE, false));
        gate.versions("y");

        assertThat(gate.services.index().ready(gate.mount(), LineFormat.named("y"))).isPresent();
    }

    @Test
    void a404SaysNothingWhileTheCanaryIsMissing() throws Exception {
        var untrusted = gate.untrusted("P").versions("x", "9");
        var trusted = gate.trusted("V");
        gate.change("V", u -> Knobs.canary(u, "bird"));

        assertThat(gate.index("x").status()).isEqualTo(503);
        assertThat(gate.index("z").status()).isEqualTo(503);
        assertThat(trusted.asked("index/bird")).isEqualTo(1);
        trusted.versions("bird");
        gate.clock.advance(Duration.ofSeconds(6));
        assertThat(gate.versions("x")).containsExactly("9 P");
        assertThat(untrusted.asked()).containsExactly("index/x");
    }

    @Test
    void aCanaryThatCannotBeReadIsMissing() throws Exception {
        var trusted = gate.trusted("V");
        gate.untrusted("P").versions("x", "9");
        gate.change("V", u -> Knobs.canary(u, "bird"));
        List<ScriptedUpstream.Answer> troubles =
                List.of(
                        r -> new UpstreamReply.Refused(401, "401"),
                        r -> new UpstreamReply.Broken("reset"),
                        ScriptedUpstream.bytes(Bodies.of("<html>")),
                        ScriptedUpstream.broken(Bodies.of("name bird\n")));
        for (var trouble : troubles) {
            trusted.next("index/bird", trouble);
            assertThat(gate.index("x").status()).isEqualTo(503);
            gate.clock.advance(Duration.ofSeconds(6));
        }
        trusted.next("index/bird", r -> new UpstreamReply.NotModified(Headers.none()));
        assertThat(gate.index("x").status()).isEqualTo(200);
    }

    @Test
    void aLastKnownAbsenceDecidesAndIsMarked() throws Exception {
        var trusted = gate.trusted("V");
        gate.untrusted("P").versions("x", "9");
        gate.configure(Knobs::lastKnown);
        gate.versions("x");
        trusted.down();
        gate.clock.advance(Duration.ofHours(2));

        assertThat(gate.versions("x")).containsExactly("9 P");
        assertThat(gate.audit()).contains("LAST_KNOWN lines:x V");
        gate.clock.advance(Duration.ofHours(30));
        assertThat(gate.index("x").status()).isEqualTo(503);
    }

    @Test
    void monitorModeServesAllCountsWhatWouldBeBlockedAndGivesNoProvenanceForIt() throws Exception {
        byte[] bytes = Bodies.of("bytes");
        gate.configure(Knobs::monitor);
        gate.untrusted("P").index("x", Gate.line("9", "x-9", bytes)).file("x", "x-9", bytes);
        gate.trusted("V").versions("x", "1");

        assertThat(gate.versions("x")).containsExactly("9 P", "1 V");
        assertThat(gate.file("x", "9", "x-9").status()).isEqualTo(200);
        assertThat(gate.file("x", "9", "none").status()).isEqualTo(404);
        assertThat(gate.file("x", "8", "none").status()).isEqualTo(404);
        assertThat(gate.provenance("x")).isEmpty();
        assertThat(gate.audit()).contains("WOULD_BLOCK lines:x P");
        gate.configure(Knobs::enforced);
        assertThat(gate.file("x", "9", "x-9").status()).isEqualTo(403);
        assertThat(gate.versions("x")).containsExactly("1 V");
    }
}
