package dev.gatehouse.server.pgp;

import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.core.signature.SignedContent;

import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.PGPDigestCalculator;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPDigestCalculatorProviderBuilder;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPKeyPair;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;

/**
 * OpenPGP keys of this server's own: one ECDSA key of version 4 on P-256 that certifies itself and
 * signs (RFC 6637), which GnuPG 2.2 reads, in FIPS mode too; signatures with SHA-256. Stateless.
 */
public final class PgpPairs {
    private static final int BUFFER = 1 << 16;

    private PgpPairs() {}

    /**
     * A new key.
     *
     * @param fingerprint in 40 upper-case digits
     * @param armored the public key
     * @param secret the private key, unprotected
     */
    @SuppressWarnings("ArrayRecordComponent") // two of them are never compared
    public record Made(String fingerprint, String armored, byte[] secret) {}

    /** A key that never expires. */
    public static Made make(String user, Instant at) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            PGPKeyPair pair =
                    new JcaPGPKeyPair(
                            PublicKeyPacket.VERSION_4,
                            PublicKeyAlgorithmTags.ECDSA,
                            generator.generateKeyPair(),
                            Date.from(at));
            PGPKeyRingGenerator rings = rings(pair, user, at);
            return new Made(
                    Fingerprint.of(pair.getPublicKey().getFingerprint()).hex(),
                    armored(rings.generatePublicKeyRing().getEncoded()),
                    rings.generateSecretKeyRing().getEncoded());
        } catch (GeneralSecurityException | PGPException | IOException e) {
            throw new IllegalStateException("no OpenPGP key can be made", e);
        }
    }

    private static PGPKeyRingGenerator rings(PGPKeyPair pair, String user, Instant at)
            throws PGPException {
        PGPSignatureSubpacketGenerator said = new PGPSignatureSubpacketGenerator();
        said.setSignatureCreationTime(false, Date.from(at));
        said.setKeyFlags(true, KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA);
        said.setIssuerFingerprint(false, pair.getPublicKey());
        PGPDigestCalculator checksum =
                new JcaPGPDigestCalculatorProviderBuilder().build().get(HashAlgorithmTags.SHA1);
        return new PGPKeyRingGenerator(
                PGPSignature.POSITIVE_CERTIFICATION,
                pair,
                user,
                checksum,
                said.generate(),
                null,
                signer(),
                null);
    }

    private static JcaPGPContentSignerBuilder signer() {
        return new JcaPGPContentSignerBuilder(
                PublicKeyAlgorithmTags.ECDSA, HashAlgorithmTags.SHA256);
    }

    /**
     * A detached signature, armored.
     *
     * @param secret as {@link #make} made it
     */
    public static String sign(byte[] secret, SignedContent content, Instant at) throws IOException {
        try (InputStream in = content.open()) {
            PGPSecretKey key =
                    new PGPSecretKeyRing(secret, new BcKeyFingerprintCalculator()).getSecretKey();
            PGPSignatureGenerator generator =
                    new PGPSignatureGenerator(signer(), key.getPublicKey());
            generator.init(PGPSignature.BINARY_DOCUMENT, key.extractPrivateKey(null));
            PGPSignatureSubpacketGenerator said = new PGPSignatureSubpacketGenerator();
            said.setSignatureCreationTime(false, Date.from(at));
            said.setIssuerFingerprint(false, key.getPublicKey());
            generator.setHashedSubpackets(said.generate());
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                generator.update(buffer, 0, read);
            }
            return armored(generator.generate().getEncoded());
        } catch (PGPException e) {
            throw new IOException("nothing can be signed with an OpenPGP key of this server", e);
        }
    }

    private static String armored(byte[] packets) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ArmoredOutputStream armor = ArmoredOutputStream.builder().clearHeaders().build(out)) {
            armor.write(packets);
        }
        return out.toString(StandardCharsets.US_ASCII);
    }
}
