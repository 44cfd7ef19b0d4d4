package dev.gatehouse.core.signature;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;

import java.util.Set;

/**
 * A file whose signature is to be checked.
 *
 * @param pins the signers that were accepted for this package, by primary fingerprint. A valid
 *     signature by one of them is trusted as pinned; other signers are no less valid for it: who
 *     holds a changed signer is the pinning's business. Empty where nothing is pinned.
 */
public record SignedFile(
        PackageName name,
        Version version,
        FileName file,
        SignedContent content,
        Set<Fingerprint> pins) {
    public SignedFile {
        pins = Set.copyOf(pins);
    }
}
