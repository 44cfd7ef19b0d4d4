package dev.gatehouse.maven.metadata;

import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.ReleaseFile;
import dev.gatehouse.core.model.Version;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One version. What was published here has just the files that are stored; of an upstream's no
 * document lists the files, so that each may be there.
 *
 * @param listed whether {@code maven-metadata.xml} shows it
 * @param isLocal whether {@code files} are all that there are
 */
public record MavenRelease(
        PackageName name,
        Version version,
        boolean listed,
        boolean isLocal,
        Optional<Instant> publishedAt,
        List<ReleaseFile> files)
        implements Release {
    public MavenRelease {
        files = List.copyOf(files);
    }

    /** A version of an upstream. */
    public static MavenRelease upstream(PackageName name, Version version) {
        return new MavenRelease(name, version, true, false, Optional.empty(), List.of());
    }
}
