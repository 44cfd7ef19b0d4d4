package dev.gatehouse.core.policy;

import static dev.gatehouse.core.policy.Sample.NOON;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.core.signature.PinState;
import dev.gatehouse.core.signature.PinnedSigner;
import dev.gatehouse.core.signature.Pins;
import dev.gatehouse.core.signature.ReasonCode;
import dev.gatehouse.core.signature.Signature;
import dev.gatehouse.core.signature.SignatureStatus;
import dev.gatehouse.core.signature.SignatureTrust;
import dev.gatehouse.core.signature.SignatureType;
import dev.gatehouse.core.signature.Signer;

import org.junit.jupiter.api.Test;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

class SignerRuleTest {
    private static final Fingerprint A = new Fingerprint("AA".repeat(20));
    private static final Fingerprint B = new Fingerprint("BB".repeat(20));
    private static final PolicyRule.BuiltIn RULE = new PolicyRule.SignerChanged();

    private static Signature by(Fingerprint signer) {
        return new Signature(
                SignatureStatus.VALID,
                SignatureType.PGP,
                SignatureTrust.KEYRING,
                Optional.of(ReasonCode.OK),
                Optional.of(Signer.pgp(signer, Optional.empty())),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.of(NOON),
                NOON,
                "");
    }

    private static Subject subject(Optional<Pins> pins, Subject.File... files) {
        return Sample.pinned(
                Sample.subject(List.of(files), Sample.about("", Optional.empty())), pins);
    }

    private static Subject byA(Subject.File... files) {
        return subject(
                Optional.of(new Pins(List.of(PinnedSigner.learned(A, NOON, "1.0/x.jar")))), files);
    }

    private static Optional<String> objection(Subject subject) {
        return BuiltInRules.objection(RULE, subject, NOON);
    }

    @Test
    void withoutAnyAccountOfSignersItSaysNothing() {
        Subject subject = subject(Optional.empty(), Sample.file("x.jar", by(B)));

        assertThat(objection(subject)).isEmpty();
        assertThat(subject.pin()).isEmpty();
        assertThat(subject.isSignerInDoubt()).isFalse();
    }

    @Test
    void aChangeSaysWhoSignedAndWhoDidBefore() {
        assertThat(objection(byA(Sample.file("x.jar", by(B)))))
                .contains("x.jar is signed by " + B + "; before: " + A);
    }

    @Test
    void aLossSaysWhatThereIsInstead() {
        assertThat(objection(byA(Sample.file("x.jar", Sample.absent()))))
                .contains("x.jar has lost its signature (absent); before: " + A);
        assertThat(
                        objection(
                                byA(
                                        Sample.file(
                                                "x.jar",
                                                Signature.malformed(
                                                        SignatureType.PGP, NOON, "empty")))))
                .contains("x.jar has lost its signature (malformed); before: " + A);
        assertThat(objection(byA(Sample.file("x.jar"))))
                .contains("x.jar has lost its signature; before: " + A);
    }

    @Test
    void theWorstFileSpeaksForThePackage() {
        Subject half = byA(Sample.file("x.jar", by(A)), Sample.file("x.pom", Sample.absent()));

        assertThat(half.pin()).contains(PinState.LOST);
        assertThat(byA(Sample.file("x.jar", by(A)), Sample.file("x.pom", by(B))).pin())
                .contains(PinState.CHANGED);
        assertThat(objection(byA(Sample.file("x.jar", by(A))))).isEmpty();
    }

    @Test
    void whatLiesBesideAFileHasNoSignerOfItsOwn() {
        Subject.File beside =
                new Subject.File(
                        Sample.file("x.jar.asc").name(), 1, List.of(), false, List.of(), NOON);

        assertThat(objection(byA(Sample.file("x.jar", by(A)), beside))).isEmpty();
    }

    @Test
    void whileItIsNotKnownItMatches() {
        Subject subject = byA(Sample.file("x.jar", Sample.unknown()));

        assertThat(objection(subject)).contains("it is not known whether x.jar is signed");
        assertThat(subject.isSignerInDoubt()).isTrue();
        assertThat(
                        byA(Sample.file("x.jar", Sample.unknown()), Sample.file("x.pom", by(B)))
                                .isSignerInDoubt())
                .isFalse();
    }

    @Test
    void aRefusalForItsSakeAloneIsNotFinalWhileItIsNotKnown() throws Exception {
        Subject doubtful =
                byA(
                        new Subject.File(
                                Sample.file("x.pom").name(),
                                1,
                                List.of(),
                                true,
                                List.of(Sample.absent()),
                                NOON.minusSeconds(1)),
                        Sample.file("x.jar", Sample.unknown()));
        Policy held = Sample.policy("pins", 1, RULE, Sample.state(PackageState.QUARANTINED));

        assertThat(run(doubtful, held).doubt()).isTrue();
        assertThat(
                        run(
                                        doubtful,
                                        held,
                                        Sample.policy(
                                                "signed",
                                                2,
                                                new PolicyRule.Block(
                                                        List.of(PackagePattern.parse("npm:x"))),
                                                Sample.state(PackageState.QUARANTINED)))
                                .doubt())
                .isFalse();
        assertThat(run(byA(Sample.file("x.jar", by(B))), held).doubt()).isFalse();
        assertThat(run(byA(Sample.file("x.jar", by(A))), held).effect().state())
                .isEqualTo(PackageState.AVAILABLE);
    }

    private static PolicyOutcome run(Subject subject, Policy... policies) throws Exception {
        InstantSource clock = () -> NOON;
        return new PolicyRun(new ScriptedJudge(clock), () -> "id", clock)
                .about(subject, List.of(policies), Optional.empty());
    }
}
