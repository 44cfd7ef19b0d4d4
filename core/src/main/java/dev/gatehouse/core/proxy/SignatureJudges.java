package dev.gatehouse.core.proxy;

import dev.gatehouse.core.signature.KeyRings;
import dev.gatehouse.core.signature.RegistryJudge;
import dev.gatehouse.core.signature.SignatureVerifier;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * By whom signatures are judged.
 *
 * @param pgp judges detached signatures; empty: nobody does, and nobody looks for any
 * @param registry judges what registries have signed
 * @param wanted whether anybody wants to know: else no upstream is asked for a signature
 */
public record SignatureJudges(Optional<Pgp> pgp, RegistryJudge registry, BooleanSupplier wanted) {
    /** Nobody wants to know. */
    public static final SignatureJudges NONE =
            new SignatureJudges(Optional.empty(), new RegistryJudge(true), () -> false);

    /**
     * A judge of detached signatures.
     *
     * @param rings the keys by which it judges
     */
    public record Pgp(SignatureVerifier verifier, KeyRings rings) {}
}
