package dev.gatehouse.server.pgp;

import dev.gatehouse.core.signature.Fingerprint;

import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;

import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;

/**
 * By what a key is asked for: its full fingerprint, or its key id where a signature says no more.
 *
 * @param hex 40 or 64 upper-case hexadecimal digits of a fingerprint, or 16 of a key id
 */
record KeyName(String hex) {
    private static final int KEY_ID = 16;

    static KeyName of(Fingerprint fingerprint) {
        return new KeyName(fingerprint.hex());
    }

    /** The key that a signature names; the fingerprint where it names that. */
    static Optional<KeyName> of(PGPSignature signature) {
        Optional<KeyName> id = Optional.empty();
        for (KeyIdentifier named : signature.getKeyIdentifiers()) {
            byte[] fingerprint = named.getFingerprint();
            if (fingerprint != null) {
                return CertificateBuilder.fingerprint(fingerprint).map(KeyName::of);
            }
            if (!named.isWildcard()) {
                id = Optional.of(new KeyName(id(named.getKeyId())));
            }
        }
        return id;
    }

    boolean isFingerprint() {
        return hex.length() > KEY_ID;
    }

    /** Whether a key of that name lies in the certificate. */
    boolean isIn(PGPPublicKeyRing ring) {
        for (Iterator<PGPPublicKey> keys = ring.getPublicKeys(); keys.hasNext(); ) {
            PGPPublicKey key = keys.next();
            String name =
                    isFingerprint()
                            ? Fingerprint.of(key.getFingerprint()).hex()
                            : id(key.getKeyID());
            if (name.equals(hex)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return hex;
    }

    private static String id(long id) {
        return "%016X".formatted(id).toUpperCase(Locale.ROOT);
    }
}
