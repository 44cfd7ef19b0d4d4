package dev.gatehouse.core.signature;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * All keys of one registry, as it last told them.
 *
 * @param keys of one id the first counts
 */
public record RegistryKeys(List<RegistryKey> keys) {
    private static final int GENERATION_LENGTH = 32;

    public RegistryKeys {
        keys = List.copyOf(keys);
    }

    /** The key of that name. */
    public Optional<RegistryKey> find(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    /** Names exactly these keys. */
    public KeyGeneration generation() {
        StringBuilder all = new StringBuilder("registry 1");
        for (RegistryKey key : keys) {
            all.append('\n').append(key.id()).append('\t').append(key.spki());
            key.expiresAt().ifPresent(at -> all.append('\t').append(at));
        }
        byte[] bytes = all.toString().getBytes(StandardCharsets.UTF_8);
        return new KeyGeneration(
                Digest.compute(DigestAlgorithm.SHA256, bytes)
                        .hex()
                        .substring(0, GENERATION_LENGTH));
    }
}
