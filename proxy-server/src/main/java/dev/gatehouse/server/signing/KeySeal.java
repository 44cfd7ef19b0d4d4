package dev.gatehouse.server.signing;

import dev.gatehouse.core.signature.RepositoryKey;
import dev.gatehouse.core.signature.SealedPair;
import dev.gatehouse.core.signature.UnusableKeyException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts private keys for the store: AES-256-GCM with a random nonce for each, bound to
 * repository, kind and id of the key, so that what was sealed for one cannot stand in the place of
 * another. Thread-safe.
 */
final class KeySeal {
    static final String MISSING =
            "no signing.key is configured: make one with `openssl rand -base64 32` and set it";

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Supplier<Optional<byte[]>> key;
    private final SecureRandom random;

    /**
     * A seal.
     *
     * @param key the 32 bytes that are configured now, if any are
     */
    KeySeal(Supplier<Optional<byte[]>> key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    /** Requires that there is something to seal with. */
    void requireKey() throws UnusableKeyException {
        var _ = key();
    }

    /** The private part of a key, encrypted, in base64. */
    String seal(byte[] secret, String repository, RepositoryKey of) throws UnusableKeyException {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, repository, of).doFinal(secret);
            byte[] all =
                    ByteBuffer.allocate(nonce.length + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array();
            return Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + CIPHER, e);
        }
    }

    /** The private part of a pair. */
    byte[] open(SealedPair pair) throws UnusableKeyException {
        try {
            ByteBuffer all = ByteBuffer.wrap(Base64.getDecoder().decode(pair.sealed()));
            byte[] nonce = new byte[NONCE_BYTES];
            all.get(nonce);
            byte[] sealed = new byte[all.remaining()];
            all.get(sealed);
            return cipher(Cipher.DECRYPT_MODE, nonce, pair.repository().value(), pair.key())
                    .doFinal(sealed);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new UnusableKeyException(
                    ("signing.key does not open the %s key %s of repository %s: it was encrypted"
                                    + " with another one; put that one back")
                            .formatted(
                                    pair.key().kind().word(), pair.key().id(), pair.repository()),
                    e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String repository, RepositoryKey of)
            throws GeneralSecurityException, UnusableKeyException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, new SecretKeySpec(key(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        String bound =
                "gatehouse signing key 1\n" + repository + "\n" + of.kind().word() + "\n" + of.id();
        cipher.updateAAD(bound.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private byte[] key() throws UnusableKeyException {
        return key.get().orElseThrow(() -> new UnusableKeyException(MISSING));
    }
}
