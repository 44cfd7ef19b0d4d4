package dev.gatehouse.server.pgp;

import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Puts a certificate together packet by packet, in whatever state a test wants it. */
final class CertificateMaker {
    static final String USER = "Ada Example <ada@example.org>";

    private final PGPKeyPair primary;
    private final ByteArrayOutputStream ownPackets = new ByteArrayOutputStream();
    private final ByteArrayOutputStream userPackets = new ByteArrayOutputStream();
    private final ByteArrayOutputStream subkeyPackets = new ByteArrayOutputStream();

    CertificateMaker(PGPKeyPair primary) {
        this.primary = primary;
    }

    /** A user id with its owner's statements. */
    CertificateMaker user(String name, Said... statements) {
        write(userPackets, userId(name));
        for (var said : statements) {
            write(
                    userPackets,
                    Seal.encoded(
                            Seal.onUser(
                                    primary,
                                    PGPSignature.POSITIVE_CERTIFICATION,
                                    name,
                                    primary.getPublicKey(),
                                    said)));
        }
        return this;
    }

    /** The usual user id: it certifies and signs. */
    CertificateMaker user() {
        return user(USER, Said.at(Keys.BORN).flags(KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA));
    }

    /** A further packet behind the user id, such as somebody else's signature. */
    CertificateMaker onUser(PGPSignature signature) {
        write(userPackets, Seal.encoded(signature));
        return this;
    }

    CertificateMaker onUser(int type, Said said) {
        return onUser(Seal.onUser(primary, type, USER, primary.getPublicKey(), said));
    }

    /** A statement on the primary key itself. */
    CertificateMaker onKey(int type, Said said) {
        return onKey(Seal.onKey(primary, type, primary.getPublicKey(), said));
    }

    CertificateMaker onKey(PGPSignature signature) {
        write(ownPackets, Seal.encoded(signature));
        return this;
    }

    /** A subkey with these signatures, whatever they are. */
    CertificateMaker subkey(PGPKeyPair subkey, PGPSignature... signatures) {
        try {
            write(subkeyPackets, Keys.asSubkey(subkey).getPublicKey().getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        for (var signature : signatures) {
            write(subkeyPackets, Seal.encoded(signature));
        }
        return this;
    }

    /** A signing subkey's binding, with its back-signature. */
    PGPSignature binding(PGPKeyPair subkey, Said said) {
        return binding(
                subkey, said, back(subkey, PGPSignature.PRIMARYKEY_BINDING, Said.at(said.at())));
    }

    PGPSignature binding(PGPKeyPair subkey, Said said, PGPSignature back) {
        return Seal.onSubkey(
                primary,
                PGPSignature.SUBKEY_BINDING,
                primary.getPublicKey(),
                subkey.getPublicKey(),
                said.flags(KeyFlags.SIGN_DATA)
                        .with(
                                made -> {
                                    try {
                                        made.addEmbeddedSignature(true, back);
                                    } catch (IOException e) {
                                        throw new IllegalStateException(e);
                                    }
                                }));
    }

    PGPSignature plainBinding(PGPKeyPair subkey, Said said) {
        return Seal.onSubkey(
                primary,
                PGPSignature.SUBKEY_BINDING,
                primary.getPublicKey(),
                subkey.getPublicKey(),
                said);
    }

    PGPSignature back(PGPKeyPair subkey, int type, Said said) {
        return Seal.onSubkey(subkey, type, primary.getPublicKey(), subkey.getPublicKey(), said);
    }

    PGPSignature revocation(PGPKeyPair subkey, Said said) {
        return Seal.onSubkey(
                primary,
                PGPSignature.SUBKEY_REVOCATION,
                primary.getPublicKey(),
                subkey.getPublicKey(),
                said);
    }

    byte[] bytes() {
        var all = new ByteArrayOutputStream();
        try {
            write(
                    all,
                    new PGPPublicKey(
                                    primary.getPublicKey().getPublicKeyPacket(),
                                    new BcKeyFingerprintCalculator())
                            .getEncoded());
        } catch (IOException | PGPException e) {
            throw new IllegalStateException(e);
        }
        all.writeBytes(ownPackets.toByteArray());
        all.writeBytes(userPackets.toByteArray());
        all.writeBytes(subkeyPackets.toByteArray());
        return all.toByteArray();
    }

    /** RFC 9580, 5.11: names of tests are short, so one octet tells their length. */
    private static byte[] userId(String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        var packet = new ByteArrayOutputStream();
        packet.write(0xC0 | Packets.USER_ID);
        packet.write(text.length);
        packet.writeBytes(text);
        return packet.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, byte[] bytes) {
        out.writeBytes(bytes);
    }
}
