package dev.gatehouse.server.pgp;

import static dev.gatehouse.core.signature.ReasonCode.KEY_EXPIRED_AT_SIGNING;
import static dev.gatehouse.core.signature.ReasonCode.KEY_REVOKED;
import static dev.gatehouse.core.signature.ReasonCode.OK;
import static dev.gatehouse.core.signature.ReasonCode.UNBOUND_SUBKEY;

import dev.gatehouse.core.signature.ReasonCode;
import dev.gatehouse.server.pgp.Keys.Kind;

import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPSignature;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Certificates in every state that decides about a signature made in the middle of their life. */
final class CertificateTable {
    static final Instant SIGNED = Instant.parse("2018-01-01T00:00:00Z");
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    static final Instant BEFORE = Instant.parse("2017-01-01T00:00:00Z");
    static final Instant AFTER = Instant.parse("2020-01-01T00:00:00Z");
    static final long TWO_YEARS = Duration.ofDays(730).toSeconds();
    static final long FIVE_YEARS = Duration.ofDays(1825).toSeconds();
    static final int BOTH = KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA;

    private final List<Row> rows = new ArrayList<>();
    private final PGPKeyPair stranger;
    private Kind kind = Kind.EDDSA;
    private PGPKeyPair primary;
    private PGPKeyPair subkey;

    CertificateTable() {
        stranger = Keys.make(Kind.EDDSA);
        primary = stranger;
        subkey = stranger;
    }

    /**
     * A certificate.
     *
     * @param signer the key of it that signs
     * @param reason what comes of a flawless signature by it
     */
    record Row(String name, Kind kind, List<byte[]> bytes, PGPKeyPair signer, ReasonCode reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The whole table for the usual kind of key, and the main rows for every other kind. */
    List<Row> rows() {
        for (var each : Kind.values()) {
            kind = each;
            primary = Keys.make(kind);
            mainRows();
            if (kind == Kind.EDDSA || kind == Kind.NIST_P256 || kind == Kind.ED25519_V6) {
                subkey = Keys.make(kind);
                mainSubkeyRows();
            }
            if (kind == Kind.EDDSA) {
                PrimaryKeyRows.add(this);
                SubkeyRows.add(this);
            }
        }
        return rows;
    }

    PGPKeyPair primary() {
        return primary;
    }

    PGPKeyPair subkey() {
        return subkey;
    }

    PGPKeyPair stranger() {
        return stranger;
    }

    private void mainRows() {
        own("plain", OK, CertificateMaker::user);
        own("expired before", KEY_EXPIRED_AT_SIGNING, made -> lasting(made, TWO_YEARS));
        own("expired since", OK, made -> lasting(made, FIVE_YEARS));
        own("compromised", KEY_REVOKED, made -> revoked(made.user(), AFTER, 2));
    }

    private void mainSubkeyRows() {
        sub(
                "subkey",
                OK,
                made -> made.user().subkey(subkey, made.binding(subkey, Said.at(Keys.BORN))));
        sub("unbound subkey", UNBOUND_SUBKEY, made -> made.user().subkey(subkey));
    }

    void own(String name, ReasonCode reason, UnaryOperator<CertificateMaker> maker) {
        add(name, primary, reason, maker);
    }

    void sub(String name, ReasonCode reason, UnaryOperator<CertificateMaker> maker) {
        add(name, subkey, reason, maker);
    }

    private void add(
            String name,
            PGPKeyPair signer,
            ReasonCode reason,
            UnaryOperator<CertificateMaker> maker) {
        var bytes = maker.apply(new CertificateMaker(primary)).bytes();
        rows.add(new Row(kind + ", " + name, kind, List.of(bytes), signer, reason));
    }

    void bound(String name, ReasonCode reason, UnaryOperator<Said> said) {
        sub(
                name,
                reason,
                made ->
                        made.user()
                                .subkey(
                                        subkey,
                                        made.binding(subkey, said.apply(Said.at(Keys.BORN)))));
    }

    void retired(String name, ReasonCode code, Instant at, int reason) {
        sub(
                name,
                code,
                made ->
                        made.user()
                                .subkey(
                                        subkey,
                                        made.binding(subkey, Said.at(Keys.BORN)),
                                        made.revocation(subkey, Said.at(at).reason(reason))));
    }

    static CertificateMaker lasting(CertificateMaker made, long seconds) {
        return made.user(CertificateMaker.USER, Said.at(Keys.BORN).flags(BOTH).lifetime(seconds));
    }

    static CertificateMaker revoked(CertificateMaker made, Instant at, int reason) {
        return made.onKey(PGPSignature.KEY_REVOCATION, Said.at(at).reason(reason));
    }
}
