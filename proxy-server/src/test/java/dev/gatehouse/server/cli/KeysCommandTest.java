package dev.gatehouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keys on the command line, with the fixtures of {@code server.pgp}. */
class KeysCommandTest {
    private static final Path FIXTURES = Path.of("src/test/resources/pgp/forged").toAbsolutePath();

    @TempDir private Path directory = Path.of("");
    private Desk desk = new Desk(directory);

    @BeforeEach
    void sit() {
        desk = new Desk(directory);
    }

    private void keys(Path keyrings) throws IOException {
        desk.write("gatehouse.yaml", "pgp: {keyrings: \"" + keyrings + "\"}\n");
    }

    private int verify(String fixture, String... more) throws IOException {
        Path folder = FIXTURES.resolve(fixture);
        Path rings = Files.createDirectory(directory.resolve("rings"));
        Files.copy(folder.resolve("KEYS"), rings.resolve("KEYS"));
        keys(rings);
        String[] line = new String[3 + more.length];
        line[0] = "keys";
        line[1] = "verify";
        line[2] = folder.resolve("lib-1.2.jar").toString();
        System.arraycopy(more, 0, line, 3, more.length);
        return desk.run(line);
    }

    @Test
    void aGoodSignatureIsToldWithItsSigner() throws IOException {
        int code = verify("control");

        assertThat(code).as(desk.out + desk.err).isZero();
        assertThat(desk.out).contains("valid: signed by", "believed by keyring");
    }

    @ParameterizedTest
    @CsvSource({
        "other-bytes, bad_signature",
        "unknown-key, key_missing",
        "compromised-key, key_revoked",
        "expired-before-signing, key_expired_at_signing",
        "missing-back-signature, unbound_subkey",
        "truncated-armor, malformed"
    })
    void aForgedOneIsRefusedWithItsReason(String fixture, String reason) throws IOException {
        assertThat(verify(fixture, "--json")).isEqualTo(CommandException.NO);

        assertThat(desk.out)
                .contains("\"signed\" : false")
                .contains("\"reason_code\" : \"" + reason + "\"");
    }

    @Test
    void keysAreListedAndWhatCannotBeReadIsNamed() throws IOException {
        Path rings = Files.createDirectory(directory.resolve("rings"));
        Files.copy(FIXTURES.resolve("other-bytes/KEYS"), rings.resolve("KEYS"));
        keys(rings);
        assertThat(desk.run("keys", "list")).as(desk.err).isZero();
        assertThat(desk.out).contains("FINGERPRINT", "KEYS");
        assertThat(desk.out.lines()).hasSizeGreaterThan(1);

        Files.writeString(rings.resolve("broken.asc"), "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nx");

        assertThat(desk.run("keys", "list", "--json")).isEqualTo(CommandException.NO);
        assertThat(desk.err).contains("broken.asc");
        assertThat(desk.out).contains("\"source\" : \"broken.asc\"", "\"fingerprint\"");
    }

    @Test
    void withoutKeysOrFilesItSaysWhatIsMissing() throws IOException {
        desk.write("gatehouse.yaml", "workspace: main\n");
        assertThat(desk.run("keys", "list")).isEqualTo(CommandException.USAGE);
        assertThat(desk.err).contains("set pgp.keyrings to a directory of keys");

        keys(Files.createDirectory(directory.resolve("rings")));
        assertThat(desk.run("keys", "verify", "nothing.jar")).isEqualTo(CommandException.USAGE);
        assertThat(desk.err).contains("cannot be read", "nothing.jar");
    }
}
