package dev.gatehouse.core.signature;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The keys of all key rings at one time.
 *
 * @param certificates in the order of their fingerprints
 * @param problems what could not be read; everything else is in force
 */
public record KnownKeys(
        KeyGeneration generation, List<Certificate> certificates, List<KeyProblem> problems) {
    public KnownKeys {
        certificates = List.copyOf(certificates);
        problems = List.copyOf(problems);
    }

    /**
     * A primary key with what hangs on it.
     *
     * @param name its primary user id, as its owner wrote it
     * @param subkeys those that may sign or were meant to, bound or not
     * @param expiresAt absent: never
     * @param sources the files that it was found in
     */
    public record Certificate(
            Fingerprint fingerprint,
            Optional<String> name,
            String algorithm,
            OptionalInt bits,
            Instant createdAt,
            Optional<Instant> expiresAt,
            boolean revoked,
            List<Fingerprint> subkeys,
            List<String> sources) {
        public Certificate {
            subkeys = List.copyOf(subkeys);
            sources = List.copyOf(sources);
        }
    }

    /**
     * Something in a key ring, or in a map of keys, that was refused.
     *
     * @param source the name of its file
     * @param place where in it, such as {@code line 12} or {@code block 3}
     */
    public record KeyProblem(String source, String place, String message) {
        @Override
        public String toString() {
            return source + ", " + place + ": " + message;
        }
    }
}
