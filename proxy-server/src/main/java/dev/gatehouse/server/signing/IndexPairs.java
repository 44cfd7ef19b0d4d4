package dev.gatehouse.server.signing;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.signature.SignedContent;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * Keys on P-256 for signatures in an index, as npm has them: named by {@code SHA256:} and the
 * digest of the public key in base64 without padding. Stateless.
 */
final class IndexPairs {
    private IndexPairs() {}

    static KeyPair make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no P-256", e);
        }
    }

    static String id(KeyPair pair) {
        String digest =
                Digest.compute(DigestAlgorithm.SHA256, pair.getPublic().getEncoded()).base64();
        return "SHA256:" + digest.replace("=", "");
    }

    static String text(KeyPair pair) {
        return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    static String sign(byte[] secret, SignedContent content) throws IOException {
        try (InputStream in = content.open()) {
            Signature signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(secret)));
            signer.update(in.readAllBytes());
            return Base64.getEncoder().encodeToString(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IOException("a private key that was opened cannot be read", e);
        }
    }
}
