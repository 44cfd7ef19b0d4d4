package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.proxy.ScriptedUpstream.Answer;
import dev.gatehouse.core.signature.SignatureVerifier;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.upstream.UpstreamReply;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/** Signatures that lie beside files: what each answer of a source comes to, and what is kept. */
class SignatureChecksTest {
    private static final byte[] BYTES = Bodies.of("the file");
    private static final byte[] GOOD = Seals.seal("K", BYTES);
    private static final String PATH = "files/x/x-1.sig";

    private final SealedLineFormat format = new SealedLineFormat();
    private Gate gate;
    private CheckedGate checked;
    private ScriptedUpstream upstream;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate(format);
        checked = new CheckedGate(gate);
        upstream = gate.untrusted("P");
        upstream.index("x", Gate.line("1", "x-1", BYTES)).file("x", "x-1", BYTES);
        gate.index("x");
        upstream.forgetAsked();
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    private String fetched() throws Exception {
        return CheckedGate.words(checked.fetched("x", "x-1", BYTES).signatures());
    }

    private String answered(Answer answer) throws Exception {
        upstream.next(PATH, answer);
        SignatureChecks.Checked found = checked.fetched("x", "x-1", BYTES);
        assertThat(found.kept()).isEmpty();
        return CheckedGate.words(found.signatures());
    }

    @Test
    void aGoodSignatureIsKeptWithItsVerdict() throws Exception {
        upstream.file("x", "x-1.sig", GOOD);

        SignatureChecks.Checked found = checked.fetched("x", "x-1", BYTES);

        assertThat(CheckedGate.words(found.signatures())).isEqualTo("valid ok");
        assertThat(found.kept()).hasSize(1);
        assertThat(found.changes()).hasSize(1);
        assertThat(upstream.asked()).containsExactly(PATH);
    }

    @Test
    void aSignatureOfOtherBytesIsKeptAndInvalid() throws Exception {
        upstream.file("x", "x-1.sig", Seals.seal("K", Bodies.of("another file")));

        assertThat(fetched()).isEqualTo("invalid bad_signature");
    }

    @Test
    void onlyNotFoundAndGoneAreAbsent() throws Exception {
        assertThat(answered(r -> new UpstreamReply.Missing(404))).isEqualTo("absent");
        assertThat(answered(r -> new UpstreamReply.Missing(410))).isEqualTo("absent");
        for (int status : List.of(401, 403, 407, 408, 429, 302, 451)) {
            assertThat(answered(r -> new UpstreamReply.Refused(status, "answered " + status)))
                    .isEqualTo("error");
        }
        assertThat(answered(r -> new UpstreamReply.Broken("answered 503"))).isEqualTo("error");
        assertThat(answered(r -> new UpstreamReply.Broken("timed out"))).isEqualTo("error");
        assertThat(answered(r -> new UpstreamReply.NotModified(Headers.none()))).isEqualTo("error");
        assertThat(answered(ScriptedUpstream.broken(GOOD))).isEqualTo("error");
    }

    @Test
    void aWebPageIsNoAnswer() throws Exception {
        assertThat(answered(ScriptedUpstream.bytes(Bodies.of(" \n<!DOCTYPE html><html>"))))
                .isEqualTo("error");
        assertThat(answered(page("text/html; charset=utf-8", GOOD))).isEqualTo("error");
    }

    private static Answer page(String type, byte[] bytes) {
        return r ->
                ScriptedUpstream.found(
                        Headers.of("content-type", type),
                        new ByteArrayInputStream(bytes),
                        OptionalLong.empty());
    }

    @Test
    void aShortBodyIsNoAnswer() throws Exception {
        assertThat(
                        answered(
                                r ->
                                        ScriptedUpstream.found(
                                                Headers.none(),
                                                new ByteArrayInputStream(GOOD),
                                                OptionalLong.of(GOOD.length + 1))))
                .isEqualTo("error");
    }

    @Test
    void whatIsNoSignatureIsMalformedAndNotKept() throws Exception {
        assertThat(answered(ScriptedUpstream.bytes(new byte[0]))).isEqualTo("invalid malformed");
        assertThat(answered(ScriptedUpstream.bytes(Bodies.of("hello"))))
                .isEqualTo("invalid malformed");
        byte[] tooLong = new byte[SignatureVerifier.MOST_BYTES + 1];
        assertThat(answered(ScriptedUpstream.bytes(tooLong))).isEqualTo("invalid malformed");
    }

    @Test
    void unknownIsNeverStoredAndAskedAgain() throws Exception {
        upstream.next(PATH, r -> new UpstreamReply.Broken("timed out"));
        StoredFile file = checked.stored("x", "x-1", BYTES);
        assertThat(gate.metadata.signatures().verdict(file)).isEmpty();

        upstream.file("x", "x-1.sig", GOOD);

        assertThat(CheckedGate.words(checked.again(file))).isEqualTo("valid ok");
        assertThat(checked.beside("x", "x-1.sig")).isPresent();
    }

    @Test
    void whatIsStoredIsNotAskedForAgainAndIsJudgedAgainWithoutItsSource() throws Exception {
        upstream.file("x", "x-1.sig", Seals.seal("L", BYTES));
        StoredFile file = checked.stored("x", "x-1", BYTES);
        assertThat(CheckedGate.words(checked.again(file))).isEqualTo("unverified key_missing");
        upstream.down().forgetAsked();

        format.seals.add("L");
        checked.checks().refresh();

        assertThat(CheckedGate.words(checked.again(file))).isEqualTo("valid ok");
        assertThat(upstream.asked()).isEmpty();
    }

    @Test
    void aRevokedKeyTakesTheSignatureBack() throws Exception {
        upstream.file("x", "x-1.sig", GOOD);
        StoredFile file = checked.stored("x", "x-1", BYTES);
        format.seals.remove("K");

        checked.checks().refresh();

        assertThat(CheckedGate.words(checked.again(file))).isEqualTo("unverified key_missing");
        assertThat(CheckedGate.words(checked.checks().known(file)))
                .isEqualTo("unverified key_missing");
    }

    @Test
    void theSameKeysJudgeOnce() throws Exception {
        upstream.file("x", "x-1.sig", GOOD);
        StoredFile file = checked.stored("x", "x-1", BYTES);
        int judged = format.seals.judged();
        gate.restart();

        checked.again(file);
        checked.again(file);

        assertThat(format.seals.judged()).isEqualTo(judged);
    }

    @Test
    void listenersHearOfOtherKeysOnly() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        checked.checks().whenChanged(() -> heard.add(checked.checks().keys()));
        checked.checks().refresh();
        heard.clear();

        checked.checks().refresh();
        assertThat(heard).isEmpty();
        format.seals.add("L");
        checked.checks().refresh();

        assertThat(heard).hasSize(1).first().asString().contains("[K, L]");
    }

    @Test
    void anAbsentSignatureIsAskedForAgainAfterADay() throws Exception {
        StoredFile file = checked.stored("x", "x-1", BYTES);
        upstream.file("x", "x-1.sig", GOOD).forgetAsked();
        gate.clock.advance(Duration.ofHours(23));
        assertThat(CheckedGate.words(checked.again(file))).isEqualTo("absent");
        assertThat(upstream.asked()).isEmpty();

        gate.clock.advance(Duration.ofHours(1));

        assertThat(CheckedGate.words(checked.again(file))).isEqualTo("valid ok");
    }

    @Test
    void anAbsenceHoldsWhileTheSourceIsSilent() throws Exception {
        StoredFile file = checked.stored("x", "x-1", BYTES);
        gate.clock.advance(Duration.ofHours(25));

        upstream.next(PATH, r -> new UpstreamReply.Broken("timed out"));

        assertThat(CheckedGate.words(checked.again(file))).isEqualTo("absent");
    }

    @Test
    void aFileThatCameBeforeAnybodyLookedIsLookedUpLater() throws Exception {
        format.seals.wanted = false;
        StoredFile file = checked.stored("x", "x-1", BYTES);
        assertThat(upstream.asked(PATH)).isZero();
        assertThat(checked.again(file)).isEmpty();
        upstream.file("x", "x-1.sig", GOOD);

        format.seals.wanted = true;

        assertThat(CheckedGate.words(checked.again(file))).isEqualTo("valid ok");
        assertThat(upstream.asked(PATH)).isEqualTo(1);
        assertThat(gate.metadata.signatures().verdict(file)).isPresent();
    }

    @Test
    void aSourceThatIsBlockedForTheNameIsNotAsked() throws Exception {
        format.seals.wanted = false;
        StoredFile file = checked.stored("x", "x-1", BYTES);
        gate.local("x", "2");
        upstream.file("x", "x-1.sig", GOOD).forgetAsked();

        format.seals.wanted = true;

        assertThat(CheckedGate.words(checked.again(file))).isEqualTo("error");
        assertThat(upstream.asked()).isEmpty();
    }

    @Test
    void aSourceThatSaysItHasNoneIsNotAsked() throws Exception {
        SignatureChecks.Checked found = checked.fetched("bare", "bare-1", BYTES);

        assertThat(CheckedGate.words(found.signatures())).isEqualTo("absent");
        assertThat(upstream.asked()).isEmpty();
    }

    @Test
    void aSignatureNeedsNoSignature() throws Exception {
        assertThat(checked.fetched("x", "x-1.sig", GOOD)).isEqualTo(SignatureChecks.Checked.NONE);
        assertThat(upstream.asked()).isEmpty();
    }

    @Test
    void aStoredSignatureOfTheSameSourceIsJudgedInsteadOfANewOne() throws Exception {
        upstream.file("x", "x-1.sig", GOOD);
        checked.stored("x", "x-1", BYTES);
        upstream.file("x", "x-1.sig", Bodies.of("another")).forgetAsked();

        assertThat(fetched()).isEqualTo("valid ok");
        assertThat(upstream.asked()).isEmpty();
    }

    @Test
    void aPublishedFileIsJudgedByWhatLiesBesideIt() throws Exception {
        String seal = new String(Seals.seal("K", Bodies.of("hello")), StandardCharsets.UTF_8);
        gate.publish("y", "add 1 y-1 hello");
        gate.publish("y", "add 1 y-1.sig " + seal);
        gate.publish("y", "add 1 y-2 hello");
        List<StoredFile> files = gate.metadata.files(gate.key("y"));

        var found = checked.checks().published(gate.mount(), files).signatures();

        assertThat(found.keySet())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder("y-1", "y-2");
        found.forEach(
                (file, signatures) ->
                        assertThat(CheckedGate.words(signatures))
                                .isEqualTo(file.value().equals("y-1") ? "valid ok" : "absent"));
    }
}
