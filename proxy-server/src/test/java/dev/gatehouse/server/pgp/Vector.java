package dev.gatehouse.server.pgp;

import dev.gatehouse.core.signature.ReasonCode;

import java.util.ArrayList;
import java.util.List;

/** A certificate of the table with a signature of each kind by it. */
record Vector(CertificateTable.Row certificate, List<Sealed> signatures) {
    /**
     * A signature, made.
     *
     * @param expected what the rule says of it
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Sealed(String name, byte[] bytes, ReasonCode expected, boolean weak) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** All vectors, made once: their keys are what costs time. */
    static List<Vector> all() {
        return Made.ALL;
    }

    private static final class Made {
        private static final List<Vector> ALL = List.copyOf(make());
    }

    private static List<Vector> make() {
        var all = new ArrayList<Vector>();
        for (var certificate : new CertificateTable().rows()) {
            var signatures = new ArrayList<Sealed>();
            for (var signature : SignatureTable.rows(certificate.kind())) {
                signatures.add(sealed(certificate, signature));
            }
            all.add(new Vector(certificate, signatures));
        }
        return all;
    }

    private static Sealed sealed(CertificateTable.Row certificate, SignatureTable.Row signature) {
        return new Sealed(
                certificate + " / " + signature,
                signature.maker().apply(certificate.signer()),
                signature.reason() == ReasonCode.OK ? certificate.reason() : signature.reason(),
                signature.weak() || certificate.kind().isWeak());
    }
}
