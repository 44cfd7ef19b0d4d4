package dev.gatehouse.server.pgp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.pgp.Keys.Kind;

import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPDefaultPolicy;
import org.bouncycastle.openpgp.api.OpenPGPPolicy;
import org.bouncycastle.openpgp.api.OpenPGPSignature.OpenPGPDocumentSignature;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPImplementation;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;

/** The tables with the library's own judgement, {@code isValidAt}, as the other judge. */
class LibraryDifferentialTest {
    /**
     * What we accept and the library does not.
     *
     * @param rows the names of the tables' rows, as a regular expression
     */
    private record Difference(String rows, String reason) {}

    private static final List<Difference> NAMED =
            List.of(
                    new Difference(
                            ".*, says nothing of its use / .*",
                            "Old keys carry no flags; the library takes them for keys that may do"
                                    + " nothing."));

    @TempDir private Path directory;

    @Test
    void nothingIsAcceptedThatTheLibraryRefusesSaveForNamedReasons() throws Exception {
        var unexplained = new TreeSet<String>();
        var met = new HashSet<Difference>();
        int compared = 0;

        for (var vector : Vector.all()) {
            if (vector.certificate().kind() != Kind.EDDSA) {
                continue;
            }
            var ring = vector.certificate().bytes().getFirst();
            var bench = new Bench(directory.resolve("k" + compared)).ring("key.gpg", ring);
            var keys = bench.keys();
            for (var row : vector.signatures()) {
                compared++;
                if (bench.verify(keys, row.bytes(), SignatureTable.CONTENT).signed()
                        && !library(ring, row.bytes())) {
                    NAMED.stream()
                            .filter(named -> row.name().matches(named.rows()))
                            .findFirst()
                            .ifPresentOrElse(met::add, () -> unexplained.add(row.name()));
                }
            }
        }

        assertThat(unexplained).isEmpty();
        assertThat(met).containsExactlyInAnyOrderElementsOf(NAMED);
        assertThat(compared).isGreaterThan(400);
    }

    /** Valid when it was made, or valid now. */
    private static boolean library(byte[] ring, byte[] bytes)
            throws IOException, PGPException, MalformedPgpException {
        var policy = policy();
        var certificate =
                new OpenPGPCertificate(
                        new PGPPublicKeyRing(ring, new BcKeyFingerprintCalculator()),
                        new BcOpenPGPImplementation(),
                        policy);
        var packet = DetachedSignatures.packets(bytes).getFirst();
        PGPSignature signature = DetachedSignatures.parse(packet);
        var key = certificate.getSigningKeyFor(signature);
        if (key == null) {
            return false;
        }
        try {
            signature.init(
                    new BcOpenPGPImplementation().pgpContentVerifierBuilderProvider(),
                    key.getPGPPublicKey());
            signature.update(SignatureTable.CONTENT);
            var judged = new OpenPGPDocumentSignature(signature, key);
            return judged.verify()
                    && (judged.isValidAt(judged.getCreationTime(), policy)
                            || judged.isValidAt(date(CertificateTable.NOW), policy));
        } catch (PGPException e) {
            return false;
        }
    }

    private static OpenPGPPolicy policy() {
        return new OpenPGPDefaultPolicy()
                .acceptDocumentSignatureHashAlgorithm(HashAlgorithmTags.SHA1)
                .acceptCertificationSignatureHashAlgorithm(HashAlgorithmTags.SHA1)
                .acceptPublicKeyAlgorithm(PublicKeyAlgorithmTags.DSA);
    }

    private static Date date(Instant instant) {
        return Date.from(instant);
    }
}
