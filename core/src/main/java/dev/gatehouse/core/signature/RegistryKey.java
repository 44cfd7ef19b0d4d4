package dev.gatehouse.core.signature;

import java.time.Instant;
import java.util.Optional;

/**
 * A key with which a registry signs what it holds.
 *
 * @param id the registry's name of it, such as {@code SHA256:…}
 * @param spki the public key in base64, as an X.509 SubjectPublicKeyInfo
 * @param expiresAt what was published from then on is not signed by it; absent: never
 */
public record RegistryKey(String id, String spki, Optional<Instant> expiresAt) {
    /** The same with an end. */
    public RegistryKey until(Instant end) {
        return new RegistryKey(id, spki, Optional.of(end));
    }
}
