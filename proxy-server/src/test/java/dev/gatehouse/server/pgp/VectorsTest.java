package dev.gatehouse.server.pgp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.signature.ReasonCode;
import dev.gatehouse.core.signature.Signature;
import dev.gatehouse.core.signature.SignatureStatus;
import dev.gatehouse.core.signature.SignatureTrust;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;

/** Every certificate of the table with every signature of the table, and what GnuPG says to it. */
class VectorsTest {
    @TempDir private Path directory;

    @Test
    void eachCombinationIsJudgedByTheRule() {
        // given
        var wrong = new ArrayList<String>();
        int judged = 0;

        // when
        for (var vector : Vector.all()) {
            var bench =
                    new Bench(directory.resolve("k" + judged))
                            .ring("key.gpg", vector.certificate().bytes().getFirst());
            var keys = bench.keys();
            for (var row : vector.signatures()) {
                judged++;
                var found =
                        bench.verify(keys, row.bytes(), SignatureTable.CONTENT)
                                .signatures()
                                .getFirst();
                if (!isExpected(found, row)) {
                    wrong.add(row + ": " + found);
                }
            }
        }

        // then
        assertThat(wrong).as("%d of %d", wrong.size(), judged).isEmpty();
        assertThat(judged).isGreaterThan(500);
    }

    private static boolean isExpected(Signature found, Vector.Sealed row) {
        boolean good = row.expected() == ReasonCode.OK;
        return found.reason().orElseThrow() == row.expected()
                && found.counts() == good
                && (found.status() == SignatureStatus.VALID) == good
                && found.trust() == (good ? SignatureTrust.KEYRING : SignatureTrust.NONE)
                && (!good || found.weak() == row.weak());
    }
}
