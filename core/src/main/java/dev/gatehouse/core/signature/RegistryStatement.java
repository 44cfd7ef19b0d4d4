package dev.gatehouse.core.signature;

import dev.gatehouse.core.model.Digest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a registry's index says that it has signed of one file.
 *
 * @param text what exactly is signed
 * @param digests those that the text names: the file's bytes must have them
 * @param publishedAt when the index says that the version came; a key must have been good then
 * @param claims in the order in which they stand
 */
public record RegistryStatement(
        String text, Set<Digest> digests, Optional<Instant> publishedAt, List<Claim> claims) {
    public RegistryStatement {
        digests = Set.copyOf(digests);
        claims = List.copyOf(claims);
    }

    /**
     * One signature over the text.
     *
     * @param key the name of the key that is said to have made it
     * @param signature in base64
     */
    public record Claim(String key, String signature) {}
}
