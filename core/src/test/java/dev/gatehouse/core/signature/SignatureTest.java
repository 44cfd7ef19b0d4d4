package dev.gatehouse.core.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class SignatureTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final KeyGeneration KEYS = new KeyGeneration("k1");

    @ParameterizedTest
    @CsvSource({
        "PGP, PINNED, true",
        "PGP, KEYSMAP, true",
        "PGP, KEYRING, true",
        "PGP, NONE, false",
        "NPM_REGISTRY, REGISTRY, true",
        "REPOSITORY, REPOSITORY, false",
        "REPOSITORY, KEYRING, false",
        "PGP, REPOSITORY, false",
    })
    void aValidSignatureCountsWhenItsKeyIsBelievedAndNotOurs(
            SignatureType type, SignatureTrust trust, boolean counts) {
        assertThat(signature(SignatureStatus.VALID, type, trust, ReasonCode.OK, false).counts())
                .isEqualTo(counts);
    }

    @Test
    void nothingThatIsNotValidCounts() {
        assertThat(Signature.absent(SignatureType.PGP, NOW).counts()).isFalse();
        assertThat(Signature.unknown(SignatureType.PGP, NOW, "503").counts()).isFalse();
        assertThat(Signature.malformed(SignatureType.PGP, NOW, "empty").counts()).isFalse();
        assertThat(refused(ReasonCode.BAD_SIGNATURE).counts()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = "VALID", mode = EnumSource.Mode.EXCLUDE)
    void onlyAValidSignatureCanBeTrusted(SignatureStatus status) {
        assertThatThrownBy(
                        () ->
                                signature(
                                        status,
                                        SignatureType.PGP,
                                        SignatureTrust.KEYRING,
                                        ReasonCode.KEY_MISSING,
                                        false))
                .hasMessageContaining("has no trust, but was given keyring");
    }

    @Test
    void statusAndReasonMustAgree() {
        assertThatThrownBy(
                        () ->
                                signature(
                                        SignatureStatus.VALID,
                                        SignatureType.PGP,
                                        SignatureTrust.NONE,
                                        ReasonCode.BAD_SIGNATURE,
                                        false))
                .hasMessage("a signature that is valid for the reason 'bad_signature'");
        assertThatThrownBy(() -> refused(ReasonCode.OK)).hasMessageContaining("invalid");
        assertThatThrownBy(
                        () ->
                                signature(
                                        SignatureStatus.ABSENT,
                                        SignatureType.PGP,
                                        SignatureTrust.NONE,
                                        ReasonCode.MALFORMED,
                                        false))
                .hasMessageContaining("absent");
    }

    @Test
    void oneGoodSignatureAmongBadOnesIsEnoughAndSpeaksForTheFile() {
        var good = valid(SignatureTrust.KEYRING, false);

        var verification =
                new Verification(List.of(refused(ReasonCode.BAD_SIGNATURE), missing(), good), KEYS);

        assertThat(verification.signed()).isTrue();
        assertThat(verification.best()).isSameAs(good);
    }

    @Test
    void aStrongSignatureSpeaksBeforeAWeakOne() {
        var strong = valid(SignatureTrust.KEYRING, false);

        var verification =
                new Verification(List.of(valid(SignatureTrust.PINNED, true), strong), KEYS);

        assertThat(verification.best()).isSameAs(strong);
    }

    @Test
    void aSignatureThatWasRefusedSpeaksBeforeOneThatNobodyCouldCheck() {
        var refused = refused(ReasonCode.KEY_REVOKED);

        var verification = new Verification(List.of(missing(), refused), KEYS);

        assertThat(verification.signed()).isFalse();
        assertThat(verification.best()).isSameAs(refused);
    }

    @Test
    void aVerificationHasAtLeastOneVerdict() {
        assertThatThrownBy(() -> new Verification(List.of(), KEYS))
                .hasMessageContaining("without any verdict");
    }

    @Test
    void aFingerprintIsReadAsPeopleWriteIt() {
        var fingerprint = new Fingerprint("D477D51812E692011DB11E66A6EA2E2BF22E0543");

        assertThat(Fingerprint.parse("0xd477 D518 12E6 9201 1DB1  1E66 A6EA 2E2B F22E 0543"))
                .isEqualTo(fingerprint)
                .hasToString("D477D51812E692011DB11E66A6EA2E2BF22E0543");
        assertThat(Fingerprint.parse("0X" + fingerprint.hex())).isEqualTo(fingerprint);
        assertThat(Fingerprint.of(new byte[32])).isLessThan(fingerprint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "F22E0543",
                "0xA6EA2E2BF22E0543",
                "D477D51812E692011DB11E66A6EA2E2BF22E054G",
                "D477D51812E692011DB11E66A6EA2E2BF22E05433",
            })
    void aKeyIdIsNoFingerprint(String written) {
        assertThatThrownBy(() -> Fingerprint.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 40 or 64 hexadecimal digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb"})
    void aGenerationIsAPlainWord(String value) {
        assertThatThrownBy(() -> new KeyGeneration(value)).hasMessageContaining("key generation");
        assertThatThrownBy(() -> new KeyGeneration("k".repeat(65)))
                .hasMessageContaining("1 to 64 characters");
        assertThat(KEYS).hasToString("k1");
    }

    @Test
    void policiesKnowThemByTheseWords() {
        assertThat(SignatureStatus.values())
                .extracting(SignatureStatus::word)
                .containsExactly("valid", "invalid", "unverified", "absent", "error");
        assertThat(SignatureType.values())
                .extracting(SignatureType::word)
                .containsExactly("pgp", "sigstore", "npm-registry", "pep740", "repository");
        assertThat(
                        String.join(
                                "|",
                                Stream.of(SignatureTrust.values())
                                        .map(SignatureTrust::word)
                                        .toList()))
                .isEqualTo("pinned|keysmap|keyring|tofu|registry|sigstore|repository|none");
        assertThat(String.join("|", Stream.of(ReasonCode.values()).map(ReasonCode::word).toList()))
                .isEqualTo(
                        "ok|key_missing|key_expired_at_signing|key_revoked|weak_hash|weak_key"
                                + "|unbound_subkey|bad_signature|digest_mismatch|identity_mismatch"
                                + "|malformed|root_outdated");
        assertThat(Binding.values())
                .extracting(Binding::word)
                .containsExactly("primary", "subkey", "none");
    }

    @Test
    void aProblemNamesFileAndPlace() {
        assertThat(new KnownKeys.KeyProblem("KEYS", "block 3", "not a key"))
                .hasToString("KEYS, block 3: not a key");
    }

    private static Signature valid(SignatureTrust trust, boolean weak) {
        return signature(SignatureStatus.VALID, SignatureType.PGP, trust, ReasonCode.OK, weak);
    }

    private static Signature refused(ReasonCode reason) {
        return signature(
                SignatureStatus.INVALID, SignatureType.PGP, SignatureTrust.NONE, reason, false);
    }

    private static Signature missing() {
        return signature(
                SignatureStatus.UNVERIFIED,
                SignatureType.PGP,
                SignatureTrust.NONE,
                ReasonCode.KEY_MISSING,
                false);
    }

    private static Signature signature(
            SignatureStatus status,
            SignatureType type,
            SignatureTrust trust,
            ReasonCode reason,
            boolean weak) {
        return new Signature(
                status,
                type,
                trust,
                Optional.of(reason),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                weak,
                Optional.empty(),
                NOW,
                "");
    }
}
