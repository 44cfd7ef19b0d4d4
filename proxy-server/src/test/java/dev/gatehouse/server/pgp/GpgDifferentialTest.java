package dev.gatehouse.server.pgp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tables once more, with GnuPG as the other judge: it must not refuse what we accept. */
class GpgDifferentialTest {
    /**
     * Where the two judges may differ.
     *
     * @param accepted we accept it, and GnuPG says that word; otherwise we refuse what it calls
     *     good
     * @param rows the names of the tables' rows, as a regular expression
     * @param reason why that is right here
     */
    private record Difference(boolean accepted, String word, String rows, String reason) {
        boolean explains(String row, boolean ours, Set<String> words) {
            return ours == accepted && words.contains(word) && row.matches(rows);
        }
    }

    private static final List<Difference> NAMED =
            List.of(
                    new Difference(
                            true,
                            "EXPKEYSIG",
                            ".*, (subkey )?expired since / .*|.*, extended before / .*",
                            "The key was valid when it signed. GnuPG tells of every signature by a"
                                    + " key that has expired since, and leaves it to the reader."),
                    new Difference(
                            true,
                            "REVKEYSIG",
                            ".*, ((subkey )?retired|superseded) since / .*",
                            "Retired or replaced after it signed: what it did before stays good."),
                    new Difference(
                            true,
                            "ERRSIG",
                            "(NIST_P256|NIST_P384|BRAINPOOL_P256|DSA_2048), .* /"
                                    + " (SHA1|SHA256|SHA512)",
                            "GnuPG wants a hash as long as the curve's order. The standard asks for"
                                + " no such thing; SHA-1 is called weak here whatever the key."),
                    new Difference(
                            false,
                            "GOODSIG",
                            ".* / future",
                            "GnuPG accepts what will have been signed; a clock that is far off, or"
                                    + " a date that was chosen, is no evidence."),
                    new Difference(
                            false,
                            "GOODSIG",
                            ".*, user id revoked before / .*",
                            "Nobody called the key theirs any more when it signed."),
                    new Difference(
                            false,
                            "GOODSIG",
                            ".*, revoked with a critical notation / .*",
                            "GnuPG drops a revocation in which it does not understand something."));

    @TempDir private Path directory;

    @Test
    void nothingIsAcceptedThatGnupgRefusesSaveForNamedReasons() throws Exception {
        // given
        var gpg = Gpg.in(directory.resolve("home"));
        var unexplained = new ArrayList<String>();
        var met = new HashSet<Difference>();
        int compared = 0;

        // when
        for (var vector : Vector.all()) {
            if (vector.certificate().kind().isNew()) {
                continue;
            }
            var bench =
                    new Bench(directory.resolve("o" + compared))
                            .ring("key.gpg", vector.certificate().bytes().getFirst());
            var keys = bench.keys();
            var said = ask(gpg, directory.resolve("v" + compared), vector);
            for (int i = 0; i < vector.signatures().size(); i++) {
                compared++;
                var row = vector.signatures().get(i);
                var words = said.getOrDefault("s" + i, Set.of());
                boolean theirs = words.contains("GOODSIG") && words.contains("VALIDSIG");
                boolean ours = bench.verify(keys, row.bytes(), SignatureTable.CONTENT).signed();
                if (ours != theirs) {
                    NAMED.stream()
                            .filter(named -> named.explains(row.name(), ours, words))
                            .findFirst()
                            .ifPresentOrElse(met::add, () -> unexplained.add(row + ": " + words));
                }
            }
        }

        // then
        assertThat(unexplained).isEmpty();
        assertThat(met).as("differences that there are").containsExactlyInAnyOrderElementsOf(NAMED);
        assertThat(compared).isGreaterThan(500);
    }

    private static Map<String, Set<String>> ask(Gpg gpg, Path root, Vector vector)
            throws IOException, InterruptedException {
        Files.createDirectories(root);
        var ring = Files.write(root.resolve("ring.gpg"), vector.certificate().bytes().getFirst());
        var files = new ArrayList<Path>();
        for (int i = 0; i < vector.signatures().size(); i++) {
            files.add(
                    Files.write(
                            root.resolve("s" + i), message(vector.signatures().get(i).bytes())));
        }
        return gpg.verify(ring, files);
    }

    /**
     * A message as PGP 2 signed it, signature first: the one form that can be asked for in bulk.
     */
    private static byte[] message(byte[] signature) {
        var content = SignatureTable.CONTENT;
        var message = new ByteArrayOutputStream();
        message.writeBytes(signature);
        message.write(0xCB);
        message.write(6 + content.length);
        message.writeBytes(new byte[] {'b', 0, 0, 0, 0, 0});
        message.writeBytes(content);
        return message.toByteArray();
    }
}
