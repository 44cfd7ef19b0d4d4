package dev.gatehouse.core.signature;

import java.time.Instant;
import java.util.Optional;

/**
 * Who signs a package, as far as is known: learned from a file that was accepted, accepted by a
 * person, or both.
 *
 * @param fingerprint of the primary key, so that a new subkey makes nobody a stranger
 * @param firstSeen when the file came that taught it, or when it was accepted
 * @param learnedFrom the file that taught it
 * @param accepted that a person vouches for it
 */
public record PinnedSigner(
        Fingerprint fingerprint,
        Instant firstSeen,
        Optional<String> learnedFrom,
        Optional<Acceptance> accepted) {

    /** That a person vouches for a signer. */
    public record Acceptance(String by, String reason, Instant at) {}

    /** One whose file was accepted. */
    public static PinnedSigner learned(Fingerprint fingerprint, Instant at, String file) {
        return new PinnedSigner(fingerprint, at, Optional.of(file), Optional.empty());
    }

    /** One whom only a person has named. */
    public static PinnedSigner named(Fingerprint fingerprint, Acceptance acceptance) {
        return new PinnedSigner(
                fingerprint, acceptance.at(), Optional.empty(), Optional.of(acceptance));
    }

    /** The same, for whom a person vouches now. */
    public PinnedSigner accepted(Acceptance acceptance) {
        return new PinnedSigner(fingerprint, firstSeen, learnedFrom, Optional.of(acceptance));
    }
}
