package dev.gatehouse.server.pgp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.signature.KnownKeys.KeyProblem;
import dev.gatehouse.core.signature.ReasonCode;
import dev.gatehouse.server.pgp.Keys.Kind;

import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPSignature;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;

/** Several copies of one key, and what revokes it from outside. */
class KeyCopiesTest {
    private static final PGPKeyPair ADA = Keys.make(Kind.EDDSA);
    private static final PGPKeyPair BOB = Keys.make(Kind.EDDSA);
    private static final byte[] ADAS = new CertificateMaker(ADA).user().bytes();
    private static final byte[] BOBS = new CertificateMaker(BOB).user("Bob", said()).bytes();
    private static final Instant SINCE = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir private Path directory;
    private Bench bench = new Bench(Path.of("."));

    @BeforeEach
    void theDirectoryIsEmpty() {
        bench = new Bench(directory);
    }

    @Test
    void copiesOfAKeyAddUpAndNoneLosesARevocation() {
        var revoked =
                new CertificateMaker(ADA)
                        .onKey(PGPSignature.KEY_REVOCATION, Said.at(SINCE).reason(2))
                        .bytes();
        var renamed = new CertificateMaker(ADA).user("Ada the Second", said()).bytes();
        bench.ring("a.gpg", ADAS).ring("b.gpg", revoked).ring("c.gpg", renamed);

        var known = bench.keys().current().certificates();

        assertThat(known).hasSize(1);
        assertThat(known.getFirst().revoked()).isTrue();
        assertThat(known.getFirst().sources()).containsExactly("a.gpg", "b.gpg", "c.gpg");
        assertThat(reason()).isEqualTo(ReasonCode.KEY_REVOKED);
    }

    @Test
    void aRevocationCertificateThatStandsByItselfRevokes() {
        var revocation =
                Seal.onKey(
                        ADA,
                        PGPSignature.KEY_REVOCATION,
                        ADA.getPublicKey(),
                        Said.at(SINCE).reason(0));
        bench.ring("ada.gpg", ADAS).ring("revoke.asc", text(Armored.key(Seal.encoded(revocation))));

        assertThat(reason()).isEqualTo(ReasonCode.KEY_REVOKED);
        assertThat(bench.keys().current().problems()).isEmpty();
    }

    @Test
    void aRevocationOfNobodyHereIsTold() {
        var revocation =
                Seal.onKey(BOB, PGPSignature.KEY_REVOCATION, BOB.getPublicKey(), Said.at(SINCE));
        bench.ring("ada.gpg", ADAS).ring("revoke.asc", text(Armored.key(Seal.encoded(revocation))));

        assertThat(reason()).isEqualTo(ReasonCode.OK);
        assertThat(bench.keys().current().problems())
                .extracting(KeyProblem::message)
                .containsExactly("it revokes no key that lies here");
    }

    @Test
    @SuppressWarnings("deprecation") // old keys name revokers
    void aNamedRevokerMayRevokeAndAStrangerMayNot() {
        var byBob =
                Seal.onKey(
                        BOB,
                        PGPSignature.KEY_REVOCATION,
                        ADA.getPublicKey(),
                        Said.at(SINCE).reason(2));
        var stranger = new CertificateMaker(ADA).onKey(byBob).user().bytes();
        bench.ring("bob.gpg", BOBS).ring("ada.gpg", stranger);
        assertThat(reason()).isEqualTo(ReasonCode.OK);

        var named =
                new CertificateMaker(ADA)
                        .onKey(
                                PGPSignature.DIRECT_KEY,
                                Said.at(Keys.BORN)
                                        .with(
                                                s ->
                                                        s.addRevocationKey(
                                                                false,
                                                                BOB.getPublicKey().getAlgorithm(),
                                                                BOB.getPublicKey()
                                                                        .getFingerprint())))
                        .onKey(byBob)
                        .user()
                        .bytes();
        bench.ring("ada.gpg", named);
        assertThat(reason()).isEqualTo(ReasonCode.KEY_REVOKED);
    }

    private ReasonCode reason() {
        var signature =
                Seal.onBytes(ADA, 0, SignatureTable.CONTENT, Said.at(CertificateTable.SIGNED));
        return bench.verify(signature).best().reason().orElseThrow();
    }

    private static Said said() {
        return Said.at(Keys.BORN);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
