package dev.gatehouse.server.pgp;

import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.DSASigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.Ed448Signer;
import org.bouncycastle.crypto.signers.RSADigestSigner;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.operator.PGPContentVerifier;
import org.bouncycastle.openpgp.operator.PGPContentVerifierBuilder;
import org.bouncycastle.openpgp.operator.PGPContentVerifierBuilderProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyConverter;

import java.io.OutputStream;

/**
 * BouncyCastle's signature algorithms over the JDK's digests. The key's algorithm decides, and a
 * signature that names another is refused. Thread-safe.
 */
final class ContentVerifiers implements PGPContentVerifierBuilderProvider {
    @Override
    public PGPContentVerifierBuilder get(int keyAlgorithm, int hashAlgorithm) throws PGPException {
        var hash =
                HashAlgorithm.of(hashAlgorithm)
                        .orElseThrow(() -> new PGPException("unacceptable hash " + hashAlgorithm));
        return key -> {
            if (!KeyAlgorithm.same(keyAlgorithm, key.getAlgorithm())) {
                throw new PGPException(
                        "a signature by algorithm %d with a key of algorithm %d"
                                .formatted(keyAlgorithm, key.getAlgorithm()));
            }
            return verifier(hash, hashAlgorithm, key);
        };
    }

    private static PGPContentVerifier verifier(
            HashAlgorithm hash, int hashAlgorithm, PGPPublicKey key) throws PGPException {
        var signer = signer(key.getAlgorithm(), hash.digest());
        signer.init(false, new BcPGPKeyConverter().getPublicKey(key));
        return new SignerVerifier(signer, hashAlgorithm, key.getAlgorithm(), key.getKeyID());
    }

    private static Signer signer(int keyAlgorithm, Digest digest) throws PGPException {
        return switch (KeyAlgorithm.of(keyAlgorithm)) {
            case RSA -> new RSADigestSigner(digest);
            case DSA -> new DSADigestSigner(new DSASigner(), digest);
            case ECDSA -> new DSADigestSigner(new ECDSASigner(), digest);
            case EDDSA, ED25519 -> new PrehashedSigner(new Ed25519Signer(), digest);
            case ED448 -> new PrehashedSigner(new Ed448Signer(new byte[0]), digest);
            case OTHER -> throw new PGPException("no signatures by key algorithm " + keyAlgorithm);
        };
    }

    private record SignerVerifier(Signer signer, int hash, int algorithm, long keyId)
            implements PGPContentVerifier {
        @Override
        public OutputStream getOutputStream() {
            return new SignerOutput(signer);
        }

        @Override
        public int getHashAlgorithm() {
            return hash;
        }

        @Override
        public int getKeyAlgorithm() {
            return algorithm;
        }

        @Override
        public long getKeyID() {
            return keyId;
        }

        @Override
        public boolean verify(byte[] expected) {
            return signer.verifySignature(expected);
        }
    }

    private static final class SignerOutput extends OutputStream {
        private final Signer signer;

        SignerOutput(Signer signer) {
            this.signer = signer;
        }

        @Override
        public void write(int b) {
            signer.update((byte) b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            signer.update(bytes, offset, length);
        }
    }

    /** RFC 9580, 5.2.4: EdDSA signs the digest of what OpenPGP hashes. */
    private record PrehashedSigner(Signer signer, Digest digest) implements Signer {
        @Override
        public void init(boolean forSigning, CipherParameters key) {
            signer.init(forSigning, key);
            digest.reset();
        }

        @Override
        public void update(byte in) {
            digest.update(in);
        }

        @Override
        public void update(byte[] in, int offset, int length) {
            digest.update(in, offset, length);
        }

        @Override
        public byte[] generateSignature() throws CryptoException {
            passDigestOn();
            return signer.generateSignature();
        }

        @Override
        public boolean verifySignature(byte[] signature) {
            passDigestOn();
            return signer.verifySignature(signature);
        }

        private void passDigestOn() {
            var hash = new byte[digest.getDigestSize()];
            digest.doFinal(hash, 0);
            signer.update(hash, 0, hash.length);
        }

        @Override
        public void reset() {
            signer.reset();
            digest.reset();
        }
    }
}
