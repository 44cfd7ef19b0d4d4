package dev.gatehouse.server.pgp;

import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.PGPV3SignatureGenerator;
import org.bouncycastle.openpgp.operator.PGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPPrivateKey;

import java.io.IOException;

/** Makes signatures of every kind, by the library itself. */
final class Seal {
    private Seal() {}

    static PGPSignature onKey(PGPKeyPair signer, int type, PGPPublicKey target, Said said) {
        return sign(signer, type, said, made -> made.generateCertification(target));
    }

    static PGPSignature onUser(
            PGPKeyPair signer, int type, String user, PGPPublicKey target, Said said) {
        return sign(signer, type, said, made -> made.generateCertification(user, target));
    }

    static PGPSignature onSubkey(
            PGPKeyPair signer, int type, PGPPublicKey primary, PGPPublicKey subkey, Said said) {
        return sign(signer, type, said, made -> made.generateCertification(primary, subkey));
    }

    static byte[] onBytes(PGPKeyPair signer, int type, byte[] content, Said said) {
        return encoded(
                sign(
                        signer,
                        type,
                        said,
                        made -> {
                            made.update(content);
                            return made.generate();
                        }));
    }

    /** As GnuPG 1 made them for PGP 7. */
    static byte[] versionThree(PGPKeyPair signer, byte[] content, int hash) {
        try {
            var generator = new PGPV3SignatureGenerator(builder(signer, hash));
            generator.init(PGPSignature.BINARY_DOCUMENT, signer.getPrivateKey());
            generator.update(content);
            return encoded(generator.generate());
        } catch (PGPException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] encoded(PGPSignature signature) {
        try {
            return signature.getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PGPSignature sign(PGPKeyPair signer, int type, Said said, Finish finish) {
        try {
            var generator =
                    new PGPSignatureGenerator(
                            builder(signer, said.hash()),
                            signer.getPublicKey(),
                            signer.getPublicKey().getVersion() == PublicKeyPacket.VERSION_6
                                    ? 6
                                    : 4);
            generator.init(type, signer.getPrivateKey());
            var hashed = new PGPSignatureSubpacketGenerator();
            hashed.setSignatureCreationTime(false, said.date());
            hashed.setIssuerFingerprint(false, signer.getPublicKey());
            said.subpackets().accept(hashed);
            generator.setHashedSubpackets(hashed.generate());
            if (signer.getPublicKey().getVersion() != PublicKeyPacket.VERSION_6) {
                var unhashed = new PGPSignatureSubpacketGenerator();
                unhashed.setIssuerKeyID(false, signer.getKeyID());
                generator.setUnhashedSubpackets(unhashed.generate());
            }
            return finish.signature(generator);
        } catch (PGPException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PGPContentSignerBuilder builder(PGPKeyPair signer, int hash) {
        int algorithm = signer.getPublicKey().getAlgorithm();
        return signer.getPrivateKey() instanceof JcaPGPPrivateKey
                ? new JcaPGPContentSignerBuilder(algorithm, hash)
                : new BcPGPContentSignerBuilder(algorithm, hash);
    }

    private interface Finish {
        PGPSignature signature(PGPSignatureGenerator generator) throws PGPException;
    }
}
