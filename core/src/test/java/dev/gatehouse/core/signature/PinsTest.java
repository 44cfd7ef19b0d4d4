package dev.gatehouse.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.signature.PinnedSigner.Acceptance;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

class PinsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant BEFORE = NOON.minusSeconds(1);
    private static final Instant LATER = NOON.plusSeconds(1);
    private static final Fingerprint A = new Fingerprint("AA".repeat(20));
    private static final Fingerprint B = new Fingerprint("BB".repeat(20));
    private static final Pins BY_A = new Pins(List.of(learned(A, NOON)));

    private static PinnedSigner learned(Fingerprint signer, Instant at) {
        return PinnedSigner.learned(signer, at, "1.0/x.jar");
    }

    private static PinnedSigner named(Fingerprint signer, Instant at) {
        return PinnedSigner.named(signer, new Acceptance("alice", "she called", at));
    }

    private static Signature by(Fingerprint signer) {
        return signature(SignatureType.PGP, SignatureTrust.NONE, signer);
    }

    private static Signature signature(
            SignatureType type, SignatureTrust trust, Fingerprint signer) {
        return new Signature(
                SignatureStatus.VALID,
                type,
                trust,
                Optional.of(ReasonCode.OK),
                Optional.of(Signer.pgp(signer, Optional.empty())),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.of(NOON),
                NOON,
                "");
    }

    private static Signature refused(SignatureStatus status, ReasonCode why) {
        return new Signature(
                status,
                SignatureType.PGP,
                SignatureTrust.NONE,
                Optional.of(why),
                Optional.of(Signer.pgp(A, Optional.empty())),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.of(NOON),
                NOON,
                "");
    }

    private static Signature absent() {
        return Signature.absent(SignatureType.PGP, NOON);
    }

    private static Signature unknown() {
        return Signature.unknown(SignatureType.PGP, NOON, "answered 500");
    }

    @Test
    void whoSignsFirstIsFirst() {
        assertThat(Pins.NONE.state(List.of(by(A)), LATER)).contains(PinState.FIRST_USE);
    }

    @Test
    void whatNobodyEverSignedHasNoState() {
        assertThat(Pins.NONE.state(List.of(absent()), LATER)).isEmpty();
        assertThat(Pins.NONE.state(List.of(), LATER)).isEmpty();
    }

    @Test
    void whoSignedBeforeIsKnownWhoeverElseSignsToo() {
        assertThat(BY_A.state(List.of(by(A)), LATER)).contains(PinState.KNOWN);
        assertThat(BY_A.state(List.of(by(B), by(A)), LATER)).contains(PinState.KNOWN);
    }

    @Test
    void somebodyElseIsAChange() {
        assertThat(BY_A.state(List.of(by(B)), LATER)).contains(PinState.CHANGED);
        assertThat(BY_A.state(List.of(by(B)), BEFORE)).contains(PinState.CHANGED);
    }

    @Test
    void whoWasAcceptedBesideOlderOnesHasRotated() {
        Pins both = new Pins(List.of(named(B, LATER), learned(A, NOON)));

        assertThat(both.state(List.of(by(B)), LATER)).contains(PinState.ROTATED);
        assertThat(both.state(List.of(by(B), by(A)), LATER)).contains(PinState.KNOWN);
    }

    @Test
    void whoWasAcceptedBeforeAllOthersIsKnown() {
        Pins only = new Pins(List.of(named(B, NOON)));

        assertThat(only.state(List.of(by(B)), LATER)).contains(PinState.KNOWN);
    }

    @Test
    void whoIsAcceptedAfterItSignedStaysKnown() {
        Acceptance late = new Acceptance("alice", "she called", LATER);
        Pins both = new Pins(List.of(learned(A, NOON), learned(B, LATER).accepted(late)));

        assertThat(both.state(List.of(by(B)), LATER)).contains(PinState.KNOWN);
        assertThat(both.accepted()).containsExactly(B);
    }

    @Test
    void whatCameLaterWithoutAnyProofHasLostItsSignature() {
        for (Signature none :
                List.of(
                        absent(),
                        refused(SignatureStatus.UNVERIFIED, ReasonCode.KEY_MISSING),
                        refused(SignatureStatus.INVALID, ReasonCode.KEY_REVOKED))) {
            assertThat(BY_A.state(List.of(none), LATER)).contains(PinState.LOST);
            assertThat(BY_A.state(List.of(none), NOON)).contains(PinState.LOST);
        }
    }

    @Test
    void whatCameUnsignedBeforeAnybodyWasKnownHasLostNothing() {
        Signature unseen = refused(SignatureStatus.UNVERIFIED, ReasonCode.KEY_MISSING);

        assertThat(BY_A.state(List.of(absent()), BEFORE)).isEmpty();
        assertThat(BY_A.state(List.of(unseen), BEFORE)).isEmpty();
        assertThat(BY_A.state(List.of(), BEFORE)).isEmpty();
    }

    @Test
    void whatWasForgedIsLostHoweverOldItIs() {
        Signature forged = refused(SignatureStatus.INVALID, ReasonCode.BAD_SIGNATURE);

        assertThat(BY_A.state(List.of(forged), BEFORE)).contains(PinState.LOST);
    }

    @Test
    void whatIsNotKnownIsNeitherLostNorKnown() {
        assertThat(BY_A.state(List.of(unknown()), LATER)).isEmpty();
        assertThat(Pins.isInDoubt(List.of(unknown()))).isTrue();
        assertThat(Pins.isInDoubt(List.of(unknown(), by(A)))).isFalse();
        assertThat(Pins.isInDoubt(List.of(absent()))).isFalse();
    }

    @Test
    void aRegistryIsNoSignerAndNeitherAreWe() {
        Signature registry = signature(SignatureType.NPM_REGISTRY, SignatureTrust.REGISTRY, B);
        Signature ours = signature(SignatureType.REPOSITORY, SignatureTrust.REPOSITORY, B);

        assertThat(Pins.provenBy(List.of(registry, ours))).isEmpty();
    }

    @Test
    void theyStandInTheOrderInWhichTheyWereSeen() {
        Pins pins = new Pins(List.of(learned(B, LATER), learned(A, LATER), named(B, NOON)));

        assertThat(pins.fingerprints()).containsExactly(B, A, B);
        assertThat(pins.firstSeen()).contains(NOON);
        assertThat(pins.find(A)).contains(learned(A, LATER));
        assertThat(Pins.NONE.find(A)).isEmpty();
        assertThat(Pins.NONE.firstSeen()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(PinState.class)
    void onlyAChangeAndALossAreAlarms(PinState state) {
        assertThat(state.isAlarming())
                .isEqualTo(state == PinState.CHANGED || state == PinState.LOST);
        assertThat(state.word()).isEqualTo(state.name().toLowerCase(java.util.Locale.ROOT));
    }

    @ParameterizedTest
    @EnumSource(Pinning.class)
    void aModeIsWrittenInLowerCase(Pinning mode) {
        assertThat(mode.word()).isEqualTo(mode.name().toLowerCase(java.util.Locale.ROOT));
    }
}
