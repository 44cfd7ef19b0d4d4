package dev.gatehouse.server.pgp;

import static dev.gatehouse.core.signature.ReasonCode.KEY_EXPIRED_AT_SIGNING;
import static dev.gatehouse.core.signature.ReasonCode.KEY_REVOKED;
import static dev.gatehouse.core.signature.ReasonCode.OK;
import static dev.gatehouse.core.signature.ReasonCode.UNBOUND_SUBKEY;
import static dev.gatehouse.server.pgp.CertificateTable.AFTER;
import static dev.gatehouse.server.pgp.CertificateTable.BEFORE;
import static dev.gatehouse.server.pgp.CertificateTable.BOTH;
import static dev.gatehouse.server.pgp.CertificateTable.FIVE_YEARS;
import static dev.gatehouse.server.pgp.CertificateTable.TWO_YEARS;
import static dev.gatehouse.server.pgp.CertificateTable.revoked;

import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPSignature;

import java.time.Instant;

/** What may stand on a primary key and its user id. */
final class PrimaryKeyRows {
    private PrimaryKeyRows() {}

    static void add(CertificateTable table) {
        primaryRows(table);
        useRows(table);
        revocationRows(table);
    }

    private static void primaryRows(CertificateTable table) {
        table.own(
                "expired before, extended since",
                OK,
                made ->
                        made.user(
                                CertificateMaker.USER,
                                Said.at(Keys.BORN).flags(BOTH).lifetime(TWO_YEARS),
                                Said.at(AFTER).flags(BOTH)));
        table.own(
                "extended before",
                OK,
                made ->
                        made.user(
                                CertificateMaker.USER,
                                Said.at(Keys.BORN).flags(BOTH).lifetime(TWO_YEARS),
                                Said.at(Instant.parse("2016-01-01T00:00:00Z"))
                                        .flags(BOTH)
                                        .lifetime(FIVE_YEARS)));
        table.own(
                "newer statement only",
                OK,
                made -> made.user(CertificateMaker.USER, Said.at(AFTER).flags(BOTH)));
        table.own(
                "direct signature",
                OK,
                made -> made.onKey(PGPSignature.DIRECT_KEY, Said.at(Keys.BORN).flags(BOTH)));
        table.own(
                "direct signature ends it",
                KEY_EXPIRED_AT_SIGNING,
                made ->
                        made.onKey(
                                        PGPSignature.DIRECT_KEY,
                                        Said.at(Keys.BORN).flags(BOTH).lifetime(TWO_YEARS))
                                .user());
        table.own("nothing on it", UNBOUND_SUBKEY, made -> made);
        table.own("user id without signature", UNBOUND_SUBKEY, made -> made.user("bare"));
        table.own(
                "a stranger's signature only",
                UNBOUND_SUBKEY,
                made ->
                        made.user(CertificateMaker.USER)
                                .onUser(
                                        Seal.onUser(
                                                table.stranger(),
                                                PGPSignature.POSITIVE_CERTIFICATION,
                                                CertificateMaker.USER,
                                                table.primary().getPublicKey(),
                                                Said.at(Keys.BORN).flags(BOTH))));
        statementRows(table);
    }

    private static void statementRows(CertificateTable table) {
        table.own(
                "statement by MD5",
                UNBOUND_SUBKEY,
                made ->
                        made.user(
                                CertificateMaker.USER,
                                Said.at(Keys.BORN).hash(HashAlgorithmTags.MD5).flags(BOTH)));
        table.own(
                "statement by SHA-1",
                OK,
                made ->
                        made.user(
                                CertificateMaker.USER,
                                Said.at(Keys.BORN).hash(HashAlgorithmTags.SHA1).flags(BOTH)));
        table.own(
                "statement with a critical notation",
                UNBOUND_SUBKEY,
                made ->
                        made.user(
                                CertificateMaker.USER,
                                Said.at(Keys.BORN)
                                        .flags(BOTH)
                                        .with(s -> s.addNotationData(true, true, "a@b", "c"))));
        table.own(
                "statement with an unknown critical subpacket",
                UNBOUND_SUBKEY,
                made ->
                        made.user(
                                CertificateMaker.USER,
                                Said.at(Keys.BORN)
                                        .flags(BOTH)
                                        .with(s -> s.addCustomSubpacket(new UnknownSubpacket()))));
    }

    private static void useRows(CertificateTable table) {
        table.own(
                "certifies only",
                UNBOUND_SUBKEY,
                made ->
                        made.user(
                                CertificateMaker.USER,
                                Said.at(Keys.BORN).flags(KeyFlags.CERTIFY_OTHER)));
        table.own(
                "says nothing of its use",
                OK,
                made -> made.user(CertificateMaker.USER, Said.at(Keys.BORN)));
        table.own(
                "user id revoked since",
                OK,
                made ->
                        made.user()
                                .onUser(
                                        PGPSignature.CERTIFICATION_REVOCATION,
                                        Said.at(AFTER).reason(32)));
        table.own(
                "user id revoked before",
                UNBOUND_SUBKEY,
                made ->
                        made.user()
                                .onUser(
                                        PGPSignature.CERTIFICATION_REVOCATION,
                                        Said.at(BEFORE).reason(32)));
    }

    private static void revocationRows(CertificateTable table) {
        table.own("revoked without reason", KEY_REVOKED, made -> revoked(made.user(), AFTER, 0));
        table.own(
                "revoked without subpacket",
                KEY_REVOKED,
                made -> made.user().onKey(PGPSignature.KEY_REVOCATION, Said.at(AFTER)));
        table.own("retired since", OK, made -> revoked(made.user(), AFTER, 3));
        table.own("superseded since", OK, made -> revoked(made.user(), AFTER, 1));
        table.own("retired before", KEY_REVOKED, made -> revoked(made.user(), BEFORE, 3));
        table.own("superseded before", KEY_REVOKED, made -> revoked(made.user(), BEFORE, 1));
        table.own(
                "revoked with a critical notation",
                KEY_REVOKED,
                made ->
                        made.user()
                                .onKey(
                                        PGPSignature.KEY_REVOCATION,
                                        Said.at(AFTER)
                                                .with(
                                                        s ->
                                                                s.addNotationData(
                                                                        true, true, "a@b", "c"))));
        table.own(
                "revoked by a stranger",
                OK,
                made ->
                        made.onKey(
                                        Seal.onKey(
                                                table.stranger(),
                                                PGPSignature.KEY_REVOCATION,
                                                table.primary().getPublicKey(),
                                                Said.at(AFTER)))
                                .user());
    }
}
