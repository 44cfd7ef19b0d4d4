package dev.gatehouse.server.pgp;

import static dev.gatehouse.core.signature.ReasonCode.KEY_EXPIRED_AT_SIGNING;
import static dev.gatehouse.core.signature.ReasonCode.KEY_REVOKED;
import static dev.gatehouse.core.signature.ReasonCode.OK;
import static dev.gatehouse.core.signature.ReasonCode.UNBOUND_SUBKEY;
import static dev.gatehouse.server.pgp.CertificateTable.AFTER;
import static dev.gatehouse.server.pgp.CertificateTable.BEFORE;
import static dev.gatehouse.server.pgp.CertificateTable.FIVE_YEARS;
import static dev.gatehouse.server.pgp.CertificateTable.TWO_YEARS;
import static dev.gatehouse.server.pgp.CertificateTable.lasting;
import static dev.gatehouse.server.pgp.CertificateTable.revoked;

import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.bcpg.sig.RevocationReasonTags;
import org.bouncycastle.openpgp.PGPSignature;

/** What may bind a subkey, or fail to. */
final class SubkeyRows {
    private SubkeyRows() {}

    static void add(CertificateTable table) {
        subkeyRows(table);
        crossRows(table);
        otherRows(table);
    }

    private static void subkeyRows(CertificateTable table) {
        table.bound("subkey expired before", KEY_EXPIRED_AT_SIGNING, s -> s.lifetime(TWO_YEARS));
        table.bound("subkey expired since", OK, s -> s.lifetime(FIVE_YEARS));
        table.sub(
                "subkey extended since",
                OK,
                made ->
                        made.user()
                                .subkey(
                                        table.subkey(),
                                        made.binding(
                                                table.subkey(),
                                                Said.at(Keys.BORN).lifetime(TWO_YEARS)),
                                        made.binding(table.subkey(), Said.at(AFTER))));
        table.retired(
                "subkey compromised", KEY_REVOKED, AFTER, RevocationReasonTags.KEY_COMPROMISED);
        table.retired("subkey revoked without reason", KEY_REVOKED, AFTER, 0);
        table.retired("subkey retired since", OK, AFTER, RevocationReasonTags.KEY_RETIRED);
        table.retired(
                "subkey retired before", KEY_REVOKED, BEFORE, RevocationReasonTags.KEY_RETIRED);
        table.sub(
                "subkey of an expired key",
                KEY_EXPIRED_AT_SIGNING,
                made ->
                        lasting(made, TWO_YEARS)
                                .subkey(
                                        table.subkey(),
                                        made.binding(table.subkey(), Said.at(Keys.BORN))));
        table.sub(
                "subkey of a compromised key",
                KEY_REVOKED,
                made ->
                        revoked(made.user(), AFTER, 2)
                                .subkey(
                                        table.subkey(),
                                        made.binding(table.subkey(), Said.at(Keys.BORN))));
        table.sub(
                "subkey of a key without signature",
                UNBOUND_SUBKEY,
                made ->
                        made.subkey(
                                table.subkey(), made.binding(table.subkey(), Said.at(Keys.BORN))));
    }

    private static void crossRows(CertificateTable table) {
        table.sub(
                "no back-signature",
                UNBOUND_SUBKEY,
                made ->
                        made.user()
                                .subkey(
                                        table.subkey(),
                                        made.plainBinding(
                                                table.subkey(),
                                                Said.at(Keys.BORN).flags(KeyFlags.SIGN_DATA))));
        table.sub(
                "a stranger's back-signature",
                UNBOUND_SUBKEY,
                made ->
                        made.user()
                                .subkey(
                                        table.subkey(),
                                        made.binding(
                                                table.subkey(),
                                                Said.at(Keys.BORN),
                                                made.back(
                                                        table.stranger(),
                                                        PGPSignature.PRIMARYKEY_BINDING,
                                                        Said.at(Keys.BORN)))));
        table.sub(
                "a back-signature of another type",
                UNBOUND_SUBKEY,
                made ->
                        made.user()
                                .subkey(
                                        table.subkey(),
                                        made.binding(
                                                table.subkey(),
                                                Said.at(Keys.BORN),
                                                made.back(
                                                        table.subkey(),
                                                        PGPSignature.SUBKEY_BINDING,
                                                        Said.at(Keys.BORN)))));
    }

    private static void otherRows(CertificateTable table) {
        table.sub(
                "bound by a stranger",
                UNBOUND_SUBKEY,
                made ->
                        made.user()
                                .subkey(
                                        table.subkey(),
                                        new CertificateMaker(table.stranger())
                                                .binding(table.subkey(), Said.at(Keys.BORN))));
        table.sub(
                "subkey for encryption",
                UNBOUND_SUBKEY,
                made ->
                        made.user()
                                .subkey(
                                        table.subkey(),
                                        made.plainBinding(
                                                table.subkey(),
                                                Said.at(Keys.BORN).flags(KeyFlags.ENCRYPT_COMMS))));
        table.sub(
                "subkey bound since",
                OK,
                made ->
                        made.user()
                                .subkey(
                                        table.subkey(),
                                        made.binding(table.subkey(), Said.at(AFTER))));
    }
}
