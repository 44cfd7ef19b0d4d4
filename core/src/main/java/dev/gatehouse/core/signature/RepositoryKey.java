package dev.gatehouse.core.signature;

import java.time.Instant;
import java.util.Optional;

/**
 * The public part of a key with which a repository signs what is published in it.
 *
 * @param id by which signatures name it: the fingerprint in 40 hexadecimal digits, or npm's {@code
 *     SHA256:…}
 * @param text the public key as it is served: an armored block, or base64 of a SubjectPublicKeyInfo
 * @param retiredAt when another took its place; what it signed before stays good
 */
public record RepositoryKey(
        Kind kind, String id, String text, Instant createdAt, Optional<Instant> retiredAt) {
    /** What the key is for. */
    public enum Kind {
        /** OpenPGP, for signatures that lie beside their file. */
        PGP("pgp"),
        /** ECDSA on P-256 with SHA-256, for signatures that stand in an index. */
        ECDSA("ecdsa");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** How people and scripts are told. */
        public String word() {
            return word;
        }
    }

    /** Whether it is the one to sign with. */
    public boolean isActive() {
        return retiredAt.isEmpty();
    }

    /** The same, replaced by another at that time. */
    public RepositoryKey retired(Instant at) {
        return new RepositoryKey(kind, id, text, createdAt, Optional.of(at));
    }
}
