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
 * @param modifiedAt when its source says that it was last changed there, as it was fetched
 */
public record StoredFile(
        PackageKey key,
        Version version,
        FileName file,
        SourceId owner,
        long size,
        Set<Digest> digests,
        Instant storedAt,
        Optional<Instant> modifiedAt) {
    /** One of which its source told no time. */
    @SuppressWarnings("checkstyle:ParameterNumber") // the components of the record but one
    public StoredFile(
            PackageKey key,
            Version version,
            FileName file,
            SourceId owner,
            long size,
            Set<Digest> digests,
            Instant storedAt) {
        this(key, version, file, owner, size, digests, storedAt, Optional.empty());
    }

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
