package dev.gatehouse.maven.publish;

import dev.gatehouse.core.model.FileKind;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.ReleaseFile;
import dev.gatehouse.core.model.ReleaseIndex;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.maven.metadata.MavenMetadata;
import dev.gatehouse.maven.metadata.MavenRelease;
import dev.gatehouse.maven.metadata.Snapshot;
import dev.gatehouse.maven.path.MavenFiles;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What was published here under one name, in the form of an index. Pure. */
public final class LocalMetadata {
    private static final long VERSION_BYTES = 500;

    private LocalMetadata() {}

    public static ReleaseIndex<MavenRelease, MavenMetadata> index(LocalPackage local) {
        PackageName name = local.key().name();
        Map<Version, MavenRelease> releases = new LinkedHashMap<>();
        Map<Version, Snapshot> snapshots = new HashMap<>();
        for (LocalRelease release : local.available()) {
            DeployedFiles files = new DeployedFiles(name, release);
            releases.put(release.version(), release(name, release, files.isListed()));
            files.snapshot().ifPresent(s -> snapshots.put(release.version(), s));
        }
        MavenMetadata metadata =
                new MavenMetadata(
                        LocalNotes.of(name, local.document()).plugins(),
                        snapshots,
                        Optional.of(local.modifiedAt()).filter(Instant.EPOCH::isBefore));
        long weight = VERSION_BYTES * (1 + releases.size());
        return new ReleaseIndex<>(IndexKey.of(name), releases, metadata, weight);
    }

    private static MavenRelease release(PackageName name, LocalRelease release, boolean listed) {
        return new MavenRelease(
                name,
                release.version(),
                listed,
                true,
                Optional.of(release.publishedAt()),
                release.files().stream().map(f -> file(name, release.version(), f)).toList());
    }

    private static ReleaseFile file(PackageName name, Version version, StoredFile stored) {
        FileKind kind = MavenFiles.kind(name, version, stored.file()).orElse(FileKind.COMPANION);
        return new ReleaseFile(
                stored.file(),
                MavenFiles.location(name, version, stored.file()),
                stored.digests(),
                OptionalLong.of(stored.size()),
                kind);
    }
}
