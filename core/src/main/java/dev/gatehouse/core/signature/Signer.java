package dev.gatehouse.core.signature;

import java.util.Optional;

/**
 * Who signed.
 *
 * @param id what stays the same when a signer takes a new subkey: the primary key's fingerprint, or
 *     the identity in a certificate
 * @param name the primary user id, as its key's owner wrote it: shown, never compared
 * @param issuer who vouches for the identity; absent for PGP
 */
public record Signer(String id, Optional<String> name, Optional<String> issuer) {
    /** The owner of a PGP key. */
    public static Signer pgp(Fingerprint primary, Optional<String> name) {
        return new Signer(primary.hex(), name, Optional.empty());
    }
}
