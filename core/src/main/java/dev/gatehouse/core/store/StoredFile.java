package dev.gatehouse.core.store;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One file of one version that is kept here, published or cached.
 *
 * @param owner the source whose bytes these are
 * @param size in bytes
 * @param digests of the stored bytes, SHA-256 among them
 */
public record StoredFile(
        PackageKey key,
        Version version,
        FileName file,
        SourceId owner,
        long size,
        Set<Digest> digests,
        Instant storedAt) {
    public StoredFile {
        digests = Set.copyOf(digests);
        if (digests.stream().noneMatch(d -> d.algorithm() == DigestAlgorithm.SHA256)) {
            throw new IllegalArgumentException("stored file " + file + " without SHA-256");
        }
    }

    public Digest sha256() {
        return digest(DigestAlgorithm.SHA256).orElseThrow();
    }

    public Optional<Digest> digest(DigestAlgorithm algorithm) {
        return digests.stream().filter(d -> d.algorithm() == algorithm).findFirst();
    }
}
