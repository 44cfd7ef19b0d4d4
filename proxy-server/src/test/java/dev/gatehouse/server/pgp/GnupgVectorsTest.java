package dev.gatehouse.server.pgp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.signature.Binding;
import dev.gatehouse.core.signature.ReasonCode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keys, signatures and revocations as GnuPG itself makes them. */
class GnupgVectorsTest {
    private static final List<String> ALGORITHMS = List.of("ed25519", "nistp256", "rsa2048");

    @TempDir private Path directory;
    private Path home = Path.of(".");
    private List<String> keys = List.of();

    @BeforeEach
    void gnupgMakesItsKeys() throws Exception {
        home = directory.resolve("home");
        var gpg = Gpg.in(home);
        for (var algorithm : ALGORITHMS) {
            gpg.make("--quick-gen-key", algorithm + "@example.org", algorithm, "sign", "never");
        }
        keys =
                gpg.run(List.of("--with-colons", "--list-keys")).stream()
                        .filter(line -> line.startsWith("fpr:"))
                        .map(line -> line.split(":", -1)[9])
                        .toList();
        gpg.make("--quick-add-key", keys.getFirst(), "ed25519", "sign", "never");
        Files.write(directory.resolve("file"), SignatureTable.CONTENT);
    }

    @AfterEach
    void itsAgentEnds() throws Exception {
        new ProcessBuilder("gpgconf", "--homedir", home.toString(), "--kill", "all")
                .start()
                .waitFor();
    }

    @Test
    void whatItSignsIsGoodAndItsRevocationsRevoke() throws Exception {
        // given
        var gpg = Gpg.in(home);
        gpg.make("--armor", "--output", directory.resolve("all.asc").toString(), "--export");
        var bench =
                new Bench(directory.resolve("bench"))
                        .ring("KEYS", Files.readAllBytes(directory.resolve("all.asc")));
        var known = bench.keys();

        // when
        var signatures = new ArrayList<byte[]>();
        for (var key : keys) {
            for (var hash : List.of("SHA256", "SHA384", "SHA512")) {
                signatures.add(sign(gpg, key, hash, "--armor"));
                signatures.add(sign(gpg, key, hash, "--no-armor"));
            }
        }

        // then
        assertThat(signatures).hasSize(18);
        assertThat(signatures)
                .allSatisfy(
                        made -> {
                            assertThat(bench.verify(known, made, SignatureTable.CONTENT).signed())
                                    .isTrue();
                            assertThat(bench.verify(known, made, new byte[] {1}).best().reason())
                                    .contains(ReasonCode.BAD_SIGNATURE);
                        });
        assertThat(binding(bench, signatures.getFirst())).isEqualTo(Binding.SUBKEY);
        assertThat(binding(bench, signatures.getLast())).isEqualTo(Binding.PRIMARY);

        // and
        for (var key : keys) {
            var revocation = home.resolve("openpgp-revocs.d").resolve(key + ".rev");
            var text = Files.readString(revocation).replace(":-----BEGIN", "-----BEGIN");
            bench.ring(key + ".rev", text.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(signatures)
                .allSatisfy(
                        made ->
                                assertThat(bench.verify(made).best().reason())
                                        .contains(ReasonCode.KEY_REVOKED));
    }

    private static Binding binding(Bench bench, byte[] signature) {
        return bench.verify(signature)
                .best()
                .key()
                .orElseThrow()
                .validity()
                .orElseThrow()
                .binding();
    }

    private byte[] sign(Gpg gpg, String key, String hash, String armor)
            throws IOException, InterruptedException {
        var signature = directory.resolve("signature");
        gpg.make(
                "--yes",
                "--local-user",
                key,
                "--digest-algo",
                hash,
                armor,
                "--output",
                signature.toString(),
                "--detach-sign",
                directory.resolve("file").toString());
        return Files.readAllBytes(signature);
    }
}
