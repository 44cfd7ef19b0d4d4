package dev.gatehouse.core.signature;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The key that a signature names, with what is known of it. Of a key that is in no ring, only id
 * and perhaps fingerprint are, and both are what the signature claims.
 *
 * @param id the key id of 16 hexadecimal digits, or the registry's name of the key
 * @param primaryFingerprint of the certificate that the key lies in, bound to it or not
 * @param algorithm such as {@code rsa}, {@code dsa}, {@code ecdsa}, {@code eddsa}, {@code ed25519}
 * @param validity absent for a key that is in no ring
 * @param source where the key was found, such as the name of its file
 */
public record SigningKey(
        String id,
        Optional<Fingerprint> fingerprint,
        Optional<Fingerprint> primaryFingerprint,
        Optional<String> algorithm,
        OptionalInt bits,
        Optional<Validity> validity,
        Optional<String> source) {

    /** A key that is in no ring. */
    public static SigningKey unknown(String id, Optional<Fingerprint> fingerprint) {
        return new SigningKey(
                id,
                fingerprint,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * When a key may sign.
     *
     * @param expiresAt absent: never
     * @param atSigning neither expired nor retired when the signature was made
     * @param now neither expired nor retired when it was checked
     * @param revoked in any way, at any time
     */
    public record Validity(
            Instant createdAt,
            Optional<Instant> expiresAt,
            boolean atSigning,
            boolean now,
            boolean revoked,
            Binding binding) {}
}
