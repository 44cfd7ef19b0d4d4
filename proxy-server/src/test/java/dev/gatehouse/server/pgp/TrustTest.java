package dev.gatehouse.server.pgp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.signature.Binding;
import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.core.signature.ReasonCode;
import dev.gatehouse.core.signature.Signature;
import dev.gatehouse.core.signature.SignatureStatus;
import dev.gatehouse.core.signature.SignatureTrust;
import dev.gatehouse.server.pgp.Keys.Kind;

import org.bouncycastle.openpgp.PGPKeyPair;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** Whose good signature counts for which package. */
class TrustTest {
    private static final PGPKeyPair ADA = Keys.make(Kind.EDDSA);
    private static final PGPKeyPair ADAS_SUBKEY = Keys.make(Kind.EDDSA);
    private static final PGPKeyPair BOB = Keys.make(Kind.EDDSA);
    private static final Said THEN = Said.at(CertificateTable.SIGNED);

    @TempDir private Path directory;
    private Bench bench = new Bench(Path.of("."));

    @BeforeEach
    void twoKeysLieInTheRings() {
        var maker = new CertificateMaker(ADA).user();
        bench =
                new Bench(directory)
                        .ring(
                                "ada.gpg",
                                maker.subkey(
                                                ADAS_SUBKEY,
                                                maker.binding(ADAS_SUBKEY, Said.at(Keys.BORN)))
                                        .bytes())
                        .ring("bob.gpg", new CertificateMaker(BOB).user().bytes());
    }

    @Test
    void withoutAMapAnyKeyOfTheRingsMaySign() {
        assertThat(by(ADA).trust()).isEqualTo(SignatureTrust.KEYRING);
        assertThat(by(BOB).trust()).isEqualTo(SignatureTrust.KEYRING);
    }

    @Test
    void aValidSignatureTellsWhoMadeItWithWhat() {
        var signature = by(ADAS_SUBKEY);

        assertThat(signature.signer().orElseThrow().id()).isEqualTo(fingerprint(ADA).hex());
        assertThat(signature.signer().orElseThrow().name()).contains(CertificateMaker.USER);
        var key = signature.key().orElseThrow();
        assertThat(key.fingerprint()).contains(fingerprint(ADAS_SUBKEY));
        assertThat(key.primaryFingerprint()).contains(fingerprint(ADA));
        assertThat(key.id()).isEqualTo("%016X".formatted(ADAS_SUBKEY.getKeyID()));
        assertThat(key.algorithm()).contains("eddsa");
        assertThat(key.source()).contains("ada.gpg");
        assertThat(key.validity().orElseThrow().binding()).isEqualTo(Binding.SUBKEY);
        assertThat(key.validity().orElseThrow().atSigning()).isTrue();
        assertThat(signature.hash()).contains("SHA256");
        assertThat(signature.signedAt()).contains(CertificateTable.SIGNED);
        assertThat(signature.verifiedAt()).isEqualTo(CertificateTable.NOW);
    }

    @Test
    void theMapNamesAKeyByItselfOrByItsPrimaryKey() {
        bench.map("org.example:lib = 0x" + fingerprint(ADA));
        assertThat(by(ADAS_SUBKEY).trust()).isEqualTo(SignatureTrust.KEYSMAP);

        bench.map("org.example:lib = 0x" + fingerprint(ADAS_SUBKEY));
        assertThat(by(ADAS_SUBKEY).trust()).isEqualTo(SignatureTrust.KEYSMAP);
        assertThat(by(ADA).reason()).contains(ReasonCode.IDENTITY_MISMATCH);
    }

    @Test
    void aGoodSignatureByAKeyThatTheMapDoesNotNameIsAnIdentityMismatch() {
        bench.map("org.example:lib = 0x" + fingerprint(ADA));

        var signature = by(BOB);

        assertThat(signature.reason()).contains(ReasonCode.IDENTITY_MISMATCH);
        assertThat(signature.status()).isEqualTo(SignatureStatus.INVALID);
        assertThat(signature.counts()).isFalse();
        assertThat(signature.signer().orElseThrow().id()).isEqualTo(fingerprint(BOB).hex());
    }

    @Test
    void aPackageThatTheMapDoesNotMentionIsNotRestricted() {
        bench.map("org.other = 0x" + fingerprint(ADA));

        assertThat(by(BOB).trust()).isEqualTo(SignatureTrust.KEYRING);
    }

    @Test
    void theMapIsAboutMavenNamesOnly() {
        bench.map("* = 0x" + fingerprint(ADA)).name("requests");

        assertThat(by(BOB).trust()).isEqualTo(SignatureTrust.KEYRING);
    }

    @Test
    void anAcceptedSignerIsPinnedAndTheOthersAreNoLessValid() {
        bench.pins(fingerprint(ADA));

        assertThat(by(ADAS_SUBKEY).trust()).isEqualTo(SignatureTrust.PINNED);
        assertThat(by(BOB).trust()).isEqualTo(SignatureTrust.KEYRING);
    }

    @Test
    void aPinDoesNotLiftWhatTheMapForbids() {
        bench.map("org.example = 0x" + fingerprint(ADA)).pins(fingerprint(BOB));

        assertThat(by(BOB).reason()).contains(ReasonCode.IDENTITY_MISMATCH);
    }

    @Test
    void aPinDoesNotSaveARevokedKey() {
        bench.ring(
                        "bob.gpg",
                        new CertificateMaker(BOB)
                                .onKey(0x20, Said.at(CertificateTable.SIGNED).reason(2))
                                .user()
                                .bytes())
                .pins(fingerprint(BOB));

        assertThat(by(BOB).reason()).contains(ReasonCode.KEY_REVOKED);
    }

    @Test
    void aKeyWithoutItsOwnersSignaturesCountsOnlyWhereItIsNamed() {
        bench.ring("ada.gpg", new CertificateMaker(ADA).bytes());

        assertThat(by(ADA).reason()).contains(ReasonCode.UNBOUND_SUBKEY);
        assertThat(by(ADA).signer()).isEmpty();

        bench.pins(fingerprint(ADA));
        assertThat(by(ADA).trust()).isEqualTo(SignatureTrust.PINNED);
        assertThat(by(ADA).key().orElseThrow().validity().orElseThrow().binding())
                .isEqualTo(Binding.NONE);
    }

    @Test
    void aNamedPrimaryKeySpeaksForTheSubkeysThatItBoundAndForNoOthers() {
        var bare = new CertificateMaker(ADA);
        bench.ring(
                        "ada.gpg",
                        bare.subkey(ADAS_SUBKEY, bare.binding(ADAS_SUBKEY, Said.at(Keys.BORN)))
                                .bytes())
                .pins(fingerprint(ADA));
        assertThat(by(ADAS_SUBKEY).trust()).isEqualTo(SignatureTrust.PINNED);

        bench.ring("ada.gpg", new CertificateMaker(ADA).subkey(ADAS_SUBKEY).bytes());
        assertThat(by(ADAS_SUBKEY).reason()).contains(ReasonCode.UNBOUND_SUBKEY);

        bench.pins(fingerprint(ADAS_SUBKEY));
        assertThat(by(ADAS_SUBKEY).trust()).isEqualTo(SignatureTrust.PINNED);
        assertThat(by(ADAS_SUBKEY).signer().orElseThrow().id())
                .isEqualTo(fingerprint(ADAS_SUBKEY).hex());
    }

    @Test
    void namingASubkeyThatAStrangerSlippedInDoesNotBindIt() {
        bench.ring("ada.gpg", new CertificateMaker(ADA).user().subkey(ADAS_SUBKEY).bytes())
                .pins(fingerprint(ADAS_SUBKEY));

        assertThat(by(ADAS_SUBKEY).reason()).contains(ReasonCode.UNBOUND_SUBKEY);
    }

    @Test
    void aKeyThatIsInNoRingLeavesTheSignatureUnverified() {
        var signature = by(Keys.make(Kind.EDDSA));

        assertThat(signature.status()).isEqualTo(SignatureStatus.UNVERIFIED);
        assertThat(signature.reason()).contains(ReasonCode.KEY_MISSING);
        assertThat(signature.key().orElseThrow().fingerprint()).isPresent();
        assertThat(signature.key().orElseThrow().validity()).isEmpty();
    }

    private Signature by(PGPKeyPair signer) {
        var signature = Seal.onBytes(signer, 0, SignatureTable.CONTENT, THEN);
        return bench.verify(signature).signatures().getFirst();
    }

    private static Fingerprint fingerprint(PGPKeyPair pair) {
        return Fingerprint.of(pair.getPublicKey().getFingerprint());
    }
}
