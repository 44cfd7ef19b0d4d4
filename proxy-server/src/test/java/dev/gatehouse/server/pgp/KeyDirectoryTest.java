package dev.gatehouse.server.pgp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.core.signature.KnownKeys.Certificate;
import dev.gatehouse.core.signature.KnownKeys.KeyProblem;
import dev.gatehouse.core.signature.ReasonCode;
import dev.gatehouse.server.pgp.Keys.Kind;

import org.assertj.core.groups.Tuple;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What is read from a directory of keys, and what becomes of it when the directory changes. */
class KeyDirectoryTest {
    private static final PGPKeyPair ADA = Keys.make(Kind.EDDSA);
    private static final PGPKeyPair BOB = Keys.make(Kind.EDDSA);
    private static final byte[] ADAS = new CertificateMaker(ADA).user().bytes();
    private static final byte[] BOBS = new CertificateMaker(BOB).user("Bob", said()).bytes();

    @TempDir private Path directory;
    private Bench bench = new Bench(Path.of("."));

    @BeforeEach
    void theDirectoryIsEmpty() {
        bench = new Bench(directory);
    }

    @Test
    void everyFormOfKeyFileIsRead() {
        var keysFile =
                "Keys of the project.\n\npub  ed25519\n%s\nand the next one\n\n%s"
                        .formatted(Armored.byTheLibrary(ADAS), Armored.key(BOBS));
        bench.ring("KEYS", text(keysFile));
        assertThat(names()).containsExactlyInAnyOrder(CertificateMaker.USER, "Bob");

        bench.ring("KEYS", Bench.joined(List.of(ADAS, BOBS)));
        assertThat(names()).containsExactlyInAnyOrder(CertificateMaker.USER, "Bob");

        bench.ring("KEYS", text(Armored.key(Bench.joined(List.of(ADAS, BOBS)))));
        assertThat(names()).containsExactlyInAnyOrder(CertificateMaker.USER, "Bob");
        assertThat(bench.keys().current().problems()).isEmpty();
    }

    @Test
    void aDamagedBlockIsToldWithItsPlaceAndTheGoodOnesAreKept() {
        var damaged = Armored.key(BOBS).replaceFirst("=....\n", "=AAAA\n");
        bench.ring("KEYS", text("a list\n" + damaged + Armored.key(ADAS)));

        assertThat(names()).containsExactly(CertificateMaker.USER);
        assertThat(bench.keys().current().problems())
                .containsExactly(
                        new KeyProblem(
                                "KEYS", "line 2", "a damaged block: its checksum does not fit"));
    }

    @Test
    void aBinaryRingThatIsCutOffLosesItsLastKeyOnly() {
        var cut = Bench.joined(List.of(ADAS, Arrays.copyOf(BOBS, BOBS.length - 5)));
        bench.ring("ring.gpg", cut);

        assertThat(names()).containsExactly(CertificateMaker.USER);
        assertThat(bench.keys().current().problems())
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.place()).isEqualTo("byte " + ADAS.length);
                            assertThat(problem.message()).contains("cut off");
                        });
    }

    @Test
    void whatIsNoPublicKeyIsToldByName() {
        bench.ring("page.asc", text("<html></html>"))
                .ring("sig.asc", text(Armored.signature(new byte[] {1})))
                .ring("secret.gpg", new byte[] {(byte) 0xC5, 1, 4})
                .ring("box.kbx", text("\0\0\0\0\0\0\0\0KBXf\0\0\0\0"))
                .ring("old.gpg", new byte[] {(byte) 0xC6, 1, 3})
                .ring(".hidden", text("nobody reads it"));

        assertThat(bench.keys().current().problems())
                .extracting(KeyProblem::source, KeyProblem::message)
                .containsExactlyInAnyOrder(
                        tuple("page.asc", "there is no key in it"),
                        tuple("sig.asc", "expected public keys, found a PGP SIGNATURE"),
                        tuple("secret.gpg", "a secret key: it has no business here"),
                        tuple("box.kbx", "a keybox of GnuPG; write a key ring with 'gpg --export'"),
                        tuple("old.gpg", "a key that cannot be read: a key of version 3"));
    }

    @Test
    void theGenerationMovesWithTheContentAndWithNothingElse() throws IOException {
        bench.ring("ada.gpg", ADAS);
        var keys = bench.keys();
        var first = keys.current().generation();

        assertThat(keys.refresh().generation()).isEqualTo(first);
        assertThat(bench.keys().current().generation()).isEqualTo(first);

        bench.ring("bob.gpg", BOBS);
        assertThat(keys.current().generation()).isEqualTo(first);
        assertThat(keys.refresh().generation()).isNotEqualTo(first);
        assertThat(keys.current().certificates()).hasSize(2);

        Files.delete(bench.directory().resolve("bob.gpg"));
        assertThat(keys.refresh().generation()).isEqualTo(first);
        assertThat(bench.reject().keys().current().generation()).isNotEqualTo(first);
        assertThat(bench.map("a = any").keys().current().generation()).isNotEqualTo(first);
    }

    @Test
    void aDirectoryOutOfReachKeepsWhatItLastSaid() throws IOException {
        bench.ring("ada.gpg", ADAS);
        var keys = bench.keys();
        var before = keys.current();

        Files.move(bench.directory(), directory.resolve("elsewhere"));
        var without = keys.refresh();

        assertThat(without.certificates()).isEqualTo(before.certificates());
        assertThat(without.generation()).isEqualTo(before.generation());
        assertThat(without.problems()).extracting(KeyProblem::place).containsExactly("directory");

        Files.move(directory.resolve("elsewhere"), bench.directory());
        assertThat(keys.refresh().problems()).isEmpty();
    }

    @Test
    void aMapThatIsNotThereAllowsNobody() {
        bench.ring("ada.gpg", ADAS);
        var keys =
                new KeyDirectory(
                        new PgpSources(
                                Optional.of(bench.directory()),
                                Optional.of(directory.resolve("nowhere.map")),
                                WeakSignatures.ACCEPT),
                        () -> CertificateTable.NOW);

        assertThat(keys.current().problems())
                .extracting(KeyProblem::source)
                .containsExactly("nowhere.map");
        assertThat(reason(keys)).isEqualTo(ReasonCode.IDENTITY_MISMATCH);
    }

    @Test
    void gradlesFilesLieInTheDirectoryAsTheyAre() {
        bench.ring(
                "verification-keyring.keys", text(Armored.key(new CertificateMaker(ADA).bytes())));
        assertThat(reason()).isEqualTo(ReasonCode.UNBOUND_SUBKEY);

        bench.ring(
                "verification-metadata.xml",
                text(
                        """
                        <verification-metadata><configuration><trusted-keys>
                        <trusted-key id="%s" group="org.example"/>
                        </trusted-keys></configuration></verification-metadata>
                        """
                                .formatted(fingerprint(ADA))));
        assertThat(reason()).isEqualTo(ReasonCode.OK);
    }

    @Test
    void aKeyIsListedWithAllThatIsKnownOfIt() {
        bench.ring("ada.gpg", ADAS);

        assertThat(bench.keys().current().certificates())
                .containsExactly(
                        new Certificate(
                                fingerprint(ADA),
                                Optional.of(CertificateMaker.USER),
                                "eddsa",
                                OptionalInt.of(ADA.getPublicKey().getBitStrength()),
                                Keys.BORN,
                                Optional.empty(),
                                false,
                                List.of(),
                                List.of("ada.gpg")));
    }

    private ReasonCode reason() {
        return reason(bench.keys());
    }

    private ReasonCode reason(KeyDirectory keys) {
        var signature =
                Seal.onBytes(ADA, 0, SignatureTable.CONTENT, Said.at(CertificateTable.SIGNED));
        return bench.verify(keys, signature, SignatureTable.CONTENT).best().reason().orElseThrow();
    }

    private List<String> names() {
        return bench.keys().current().certificates().stream()
                .flatMap(certificate -> certificate.name().stream())
                .toList();
    }

    private static Tuple tuple(String source, String message) {
        return Tuple.tuple(source, message);
    }

    private static Said said() {
        return Said.at(Keys.BORN);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Fingerprint fingerprint(PGPKeyPair pair) {
        return Fingerprint.of(pair.getPublicKey().getFingerprint());
    }
}
