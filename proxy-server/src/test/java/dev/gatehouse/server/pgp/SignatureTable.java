package dev.gatehouse.server.pgp;

import static dev.gatehouse.core.signature.ReasonCode.BAD_SIGNATURE;
import static dev.gatehouse.core.signature.ReasonCode.MALFORMED;
import static dev.gatehouse.core.signature.ReasonCode.OK;
import static dev.gatehouse.core.signature.ReasonCode.WEAK_HASH;

import dev.gatehouse.core.signature.ReasonCode;

import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPSignature;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Signatures in every state, by whatever key. */
final class SignatureTable {
    static final byte[] CONTENT = "a file\nof two lines\n".getBytes(StandardCharsets.UTF_8);

    private static final byte[] OTHER = "a file\nof two limes\n".getBytes(StandardCharsets.UTF_8);
    private static final Said NORMAL = Said.at(CertificateTable.SIGNED);

    private SignatureTable() {}

    /**
     * A signature.
     *
     * @param reason what comes of it with a flawless key; it also comes of it with any other key
     *     unless it is OK
     */
    record Row(String name, Function<PGPKeyPair, byte[]> maker, ReasonCode reason, boolean weak) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** All of them for the usual kind of key, and those where another kind could matter. */
    static List<Row> rows(Keys.Kind kind) {
        return switch (kind) {
            case EDDSA -> rows();
            case ED25519_V6 -> pick("SHA256", "SHA512", "other bytes", "text");
            case RSA_2048,
                    RSA_1024,
                    DSA_1024,
                    DSA_2048,
                    NIST_P256,
                    NIST_P384,
                    BRAINPOOL_P256,
                    ED25519,
                    ED448 ->
                    pick("SHA256", "SHA512", "SHA1", "other bytes", "text");
        };
    }

    private static List<Row> pick(String... names) {
        return rows().stream().filter(row -> List.of(names).contains(row.name())).toList();
    }

    private static List<Row> rows() {
        return List.of(
                good("SHA256", said -> said),
                good("SHA384", said -> said.hash(HashAlgorithmTags.SHA384)),
                good("SHA512", said -> said.hash(HashAlgorithmTags.SHA512)),
                weak("SHA1", HashAlgorithmTags.SHA1, OK),
                weak("MD5", HashAlgorithmTags.MD5, WEAK_HASH),
                good(
                        "a notation",
                        said -> said.with(s -> s.addNotationData(false, true, "a@b", "c"))),
                good("ends later", said -> said.with(s -> s.setSignatureExpirationTime(1L << 30))),
                bad("ended", said -> said.with(s -> s.setSignatureExpirationTime(1000))),
                bad("future", said -> new Said(Instant.parse("2027-01-01T00:00:00Z"), 8, s -> {})),
                bad("older than the key", said -> new Said(Keys.BORN.minusSeconds(60), 8, s -> {})),
                new Row("other bytes", by(0, OTHER, NORMAL), BAD_SIGNATURE, false),
                new Row("text", by(1, "a file\r\nof two lines\r\n"), BAD_SIGNATURE, false),
                new Row("stand-alone", by(2, CONTENT, NORMAL), BAD_SIGNATURE, false),
                new Row(
                        "a critical notation",
                        by(0, CONTENT, NORMAL.with(s -> s.addNotationData(true, true, "a@b", "c"))),
                        MALFORMED,
                        false),
                new Row(
                        "an unknown critical subpacket",
                        by(
                                0,
                                CONTENT,
                                NORMAL.with(s -> s.addCustomSubpacket(new UnknownSubpacket()))),
                        MALFORMED,
                        false));
    }

    private static Row good(String name, UnaryOperator<Said> said) {
        return new Row(name, by(0, CONTENT, said.apply(NORMAL)), OK, false);
    }

    private static Row bad(String name, UnaryOperator<Said> said) {
        return new Row(name, by(0, CONTENT, said.apply(NORMAL)), BAD_SIGNATURE, false);
    }

    private static Row weak(String name, int hash, ReasonCode reason) {
        return new Row(name, by(0, CONTENT, NORMAL.hash(hash)), reason, true);
    }

    private static Function<PGPKeyPair, byte[]> by(int type, String text) {
        return by(type, text.getBytes(StandardCharsets.UTF_8), NORMAL);
    }

    private static Function<PGPKeyPair, byte[]> by(int type, byte[] content, Said said) {
        return signer ->
                type == PGPSignature.CANONICAL_TEXT_DOCUMENT || type == PGPSignature.BINARY_DOCUMENT
                        ? Seal.onBytes(signer, type, content, said)
                        : Seal.onBytes(signer, type, new byte[0], said);
    }
}
