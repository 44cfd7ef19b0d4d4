package dev.gatehouse.server.pgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.signature.ReasonCode;
import dev.gatehouse.core.signature.Signature;
import dev.gatehouse.core.signature.SignatureVerifier;
import dev.gatehouse.core.signature.SignedContent;
import dev.gatehouse.core.signature.SignedFile;
import dev.gatehouse.core.signature.Verification;
import dev.gatehouse.server.pgp.Keys.Kind;

import org.bouncycastle.openpgp.PGPKeyPair;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** What a detached signature may look like, and what it may not. */
class SignatureFormsTest {
    private static final PGPKeyPair ADA = Keys.make(Kind.EDDSA);
    private static final PGPKeyPair RSA = Keys.make(Kind.RSA_1024);
    private static final byte[] GOOD = by(ADA);
    private static final byte[] BAD =
            Seal.onBytes(ADA, 0, new byte[0], Said.at(CertificateTable.SIGNED));

    @TempDir private Path directory;
    private Bench bench = new Bench(Path.of("."));

    @BeforeEach
    void theKeysAreKnown() {
        bench =
                new Bench(directory)
                        .ring("ada.gpg", new CertificateMaker(ADA).user().bytes())
                        .ring("rsa.gpg", new CertificateMaker(RSA).user().bytes());
    }

    @Test
    void binaryAndArmoredWithAndWithoutHeadersAndChecksumAreRead() {
        var armored = Armored.signature(GOOD);

        assertThat(bench.verify(GOOD).signed()).isTrue();
        assertThat(verify(armored).signed()).isTrue();
        assertThat(verify(armored.replace("\n", "\r\n")).signed()).isTrue();
        assertThat(verify("\n" + armored + "\n\n").signed()).isTrue();
        assertThat(
                        verify(
                                        armored.replace(
                                                "SIGNATURE-----\n\n",
                                                "SIGNATURE-----\nVersion: 1\n\n"))
                                .signed())
                .isTrue();
        assertThat(verify(armored.replaceFirst("=....\n", "")).signed()).isTrue();
    }

    static Stream<String> damaged() {
        var armored = Armored.signature(GOOD);
        var body = armored.split("\n\n", -1)[1];
        return Stream.of(
                "",
                " \n",
                "<html><body>404</body></html>",
                armored.substring(0, armored.length() / 2),
                armored.replace("-----END PGP SIGNATURE-----", ""),
                armored.replace("-----END PGP SIGNATURE-----", "-----END PGP MESSAGE-----"),
                armored.replace("PGP SIGNATURE", "PGP MESSAGE"),
                armored.replace("PGP SIGNATURE", "PGP PUBLIC KEY BLOCK"),
                armored.replace("SIGNATURE-----\n\n", "SIGNATURE-----\n"),
                armored.replace("SIGNATURE-----\n\n", "SIGNATURE-----\nno header\n\n"),
                armored.replaceFirst("=....\n", "=AAAA\n"),
                armored.replaceFirst("=....\n", "=AAAAA\n"),
                armored.replace(body.substring(0, 4), "!!!!"),
                "a text before it\n" + armored,
                armored + "a text behind it\n",
                "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nhello\n" + armored,
                armored + armored.substring(0, armored.length() - 3),
                Armored.signature(new byte[0]),
                Armored.signature(new CertificateMaker(ADA).user().bytes()),
                Armored.signature(new byte[] {(byte) 0xCB, 7, 'b', 0, 0, 0, 0, 0, 'x'}),
                Armored.signature(Bench.joined(Collections.nCopies(17, GOOD))),
                Armored.signature(Bench.joined(Collections.nCopies(1000, GOOD))),
                "\n".repeat(SignatureVerifier.MOST_BYTES) + armored);
    }

    @ParameterizedTest
    @MethodSource("damaged")
    void whatIsNoSignatureIsMalformedAndNothingElse(String text) {
        var verification = verify(text);

        assertThat(verification.signatures())
                .singleElement()
                .satisfies(only -> assertThat(only.reason()).contains(ReasonCode.MALFORMED));
        assertThat(verification.best().detail()).matches("[ -~]+");
    }

    @Test
    void oneGoodSignatureOfSeveralIsEnoughAndAllAreListed() {
        var stranger = by(Keys.make(Kind.EDDSA));

        var together = bench.verify(Bench.joined(List.of(BAD, stranger, GOOD)));
        var apart = verify(Armored.signature(BAD) + Armored.signature(GOOD));

        assertThat(together.signed()).isTrue();
        assertThat(together.signatures())
                .extracting(Signature::reason)
                .containsExactly(
                        Optional.of(ReasonCode.BAD_SIGNATURE),
                        Optional.of(ReasonCode.KEY_MISSING),
                        Optional.of(ReasonCode.OK));
        assertThat(apart.signatures()).hasSize(2);
        assertThat(apart.signed()).isTrue();
    }

    @Test
    void anUnreadableSignatureDoesNotSpoilTheOneBesideIt() {
        var versionFive = GOOD.clone();
        versionFive[2] = 5;

        var verification = bench.verify(Bench.joined(List.of(versionFive, GOOD)));

        assertThat(verification.signatures())
                .extracting(Signature::reason)
                .containsExactly(Optional.of(ReasonCode.MALFORMED), Optional.of(ReasonCode.OK));
    }

    @Test
    void aSignatureOfVersionThreeCountsAsGnupgOneMadeThem() {
        var signature = Seal.versionThree(RSA, SignatureTable.CONTENT, 2);
        var later = CertificateTable.NOW.plusSeconds(100L * 365 * 86_400);

        var verification = at(later, signature);

        assertThat(verification.signed()).isTrue();
        assertThat(verification.best().weak()).isTrue();
    }

    @Test
    void weakSignaturesAreRefusedWhereTheConfigurationSaysSo() {
        bench.reject();
        var sha1 =
                Seal.onBytes(
                        ADA, 0, SignatureTable.CONTENT, Said.at(CertificateTable.SIGNED).hash(2));

        assertThat(bench.verify(sha1).best().reason()).contains(ReasonCode.WEAK_HASH);
        assertThat(bench.verify(sha1).best().weak()).isTrue();
        assertThat(bench.verify(by(RSA)).best().reason()).contains(ReasonCode.WEAK_KEY);
        assertThat(bench.verify(GOOD).signed()).isTrue();
    }

    @Test
    void aFileThatCannotBeReadIsNoVerdict() {
        var broken =
                new SignedContent() {
                    @Override
                    public long size() {
                        return 1;
                    }

                    @Override
                    public InputStream open() throws IOException {
                        throw new IOException("the disk is gone");
                    }
                };
        var file =
                new SignedFile(
                        new PackageName(new FormatId("maven"), "org.example:lib"),
                        new Version("1"),
                        new FileName("lib-1.jar"),
                        broken,
                        Set.of());
        var verifier =
                new PgpVerifier(bench.keys(), WeakSignatures.ACCEPT, () -> CertificateTable.NOW);

        assertThatThrownBy(() -> verifier.verify(file, GOOD)).hasMessage("the disk is gone");
    }

    @Test
    void noBytesWhateverMakeItThrow() {
        var random = new Random(42);
        var keys = bench.keys();
        var seeds =
                List.of(GOOD, by(RSA), Armored.signature(GOOD).getBytes(StandardCharsets.UTF_8));

        for (int i = 0; i < 3000; i++) {
            var bytes = seeds.get(i % seeds.size()).clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertThat(bench.verify(keys, bytes, SignatureTable.CONTENT).signatures()).isNotEmpty();
        }
    }

    private Verification at(Instant now, byte[] signature) {
        try {
            return new PgpVerifier(bench.keys(), WeakSignatures.ACCEPT, () -> now)
                    .verify(bench.file(SignatureTable.CONTENT), signature);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Verification verify(String text) {
        return bench.verify(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] by(PGPKeyPair signer) {
        return Seal.onBytes(signer, 0, SignatureTable.CONTENT, Said.at(CertificateTable.SIGNED));
    }
}
