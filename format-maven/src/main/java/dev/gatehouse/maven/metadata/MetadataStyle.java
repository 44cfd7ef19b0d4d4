package dev.gatehouse.maven.metadata;

import dev.gatehouse.core.format.IndexStyle;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.Version;

import java.util.Optional;

/**
 * Which document is wanted, and whether itself or a digest of it.
 *
 * @param snapshot the version whose builds it lists; empty for the versions of a package
 */
public record MetadataStyle(Optional<Version> snapshot, Optional<DigestAlgorithm> digest)
        implements IndexStyle {
    @Override
    public String cacheKey() {
        return digest.map(DigestAlgorithm::name).orElse("XML")
                + snapshot.map(v -> " of " + v).orElse("");
    }
}
