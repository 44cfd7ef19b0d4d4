package dev.gatehouse.core.signature;

import java.util.Comparator;
import java.util.List;

/**
 * What one check of a file's signatures came to.
 *
 * @param signatures in the order in which they stand, at least one
 * @param keys the keys that it was judged by: where {@link KeyRings} has others now, it is due
 *     again
 */
public record Verification(List<Signature> signatures, KeyGeneration keys) {
    /** Best first: what makes the file signed, then what is valid, then what could become it. */
    public static final Comparator<Signature> BEST_FIRST =
            Comparator.comparing((Signature signature) -> !signature.counts())
                    .thenComparing(Signature::status)
                    .thenComparing(Signature::weak);

    public Verification {
        signatures = List.copyOf(signatures);
        if (signatures.isEmpty()) {
            throw new IllegalArgumentException("a verification without any verdict");
        }
    }

    /** Whether the file counts as signed: one good signature is enough. */
    public boolean signed() {
        return signatures.stream().anyMatch(Signature::counts);
    }

    /** The signature that speaks for the file where only one is shown; among equals the first. */
    public Signature best() {
        return signatures.stream().min(BEST_FIRST).orElseThrow();
    }
}
