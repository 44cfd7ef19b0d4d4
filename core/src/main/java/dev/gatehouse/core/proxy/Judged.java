package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.signature.KeyGeneration;
import dev.gatehouse.core.signature.RegistryStatement;
import dev.gatehouse.core.signature.Signature;
import dev.gatehouse.core.signature.SignatureStatus;
import dev.gatehouse.core.signature.SigningKey;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.store.StoredVerdict;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What came of looking for the signatures of one file.
 *
 * @param evidence the SHA-256 of the signature that is kept beside it
 * @param statement of its registry
 * @param signatures at least one
 * @param keys by which they were judged
 */
record Judged(
        Optional<Digest> evidence,
        Optional<RegistryStatement> statement,
        List<Signature> signatures,
        KeyGeneration keys) {
    /** Of what cannot depend on keys. */
    static final KeyGeneration NO_KEYS = new KeyGeneration("none");

    /** Nobody signs a file anew each day: for as long its source is not asked again. */
    private static final Duration ABSENT = Duration.ofHours(24);

    /** What is no signature may be an accident that is over soon. */
    private static final Duration MALFORMED = Duration.ofHours(1);

    Judged {
        signatures = List.copyOf(signatures);
    }

    /** One verdict that no key has a part in. */
    static Judged of(Signature only) {
        return new Judged(Optional.empty(), Optional.empty(), List.of(only), NO_KEYS);
    }

    /** The same of bytes that are not kept. */
    Judged withoutEvidence() {
        return new Judged(Optional.empty(), statement, signatures, keys);
    }

    /** Whether somebody who should know did not answer: that is never kept. */
    boolean isUnknown() {
        return signatures.stream().anyMatch(s -> s.status() == SignatureStatus.ERROR);
    }

    /** As it is kept. */
    StoredVerdict of(StoredFile file, Instant now) {
        return new StoredVerdict(
                file.key(),
                file.version(),
                file.file(),
                file.sha256(),
                evidence,
                statement,
                signatures,
                keys,
                now,
                validUntil(now));
    }

    private Optional<Instant> validUntil(Instant now) {
        if (evidence.isEmpty() && statement.isEmpty()) {
            boolean absent = signatures.getFirst().status() == SignatureStatus.ABSENT;
            return Optional.of(now.plus(absent ? ABSENT : MALFORMED));
        }
        return signatures.stream().flatMap(Judged::end).min(Comparator.naturalOrder());
    }

    /** One that is valid only because its key is in force now ends with it. */
    private static Stream<Instant> end(Signature signature) {
        return signature.key().flatMap(SigningKey::validity).stream()
                .filter(v -> signature.counts() && !v.atSigning() && v.now())
                .flatMap(v -> v.expiresAt().stream());
    }
}
