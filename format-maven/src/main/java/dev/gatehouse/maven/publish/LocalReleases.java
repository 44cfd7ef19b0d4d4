package dev.gatehouse.maven.publish;

import dev.gatehouse.core.format.LocalEdit.Outcome;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.maven.path.MavenName;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Beginning and end of versions that are published here. Pure. */
public final class LocalReleases {
    private LocalReleases() {}

    /** A version before its first file. */
    static LocalRelease first(Version version, String by, Instant now) {
        return new LocalRelease(
                version, LocalRelease.State.AVAILABLE, Manifest.NEW.text(), now, by, List.of());
    }

    /**
     * Deletes a version. Of a release the digests stay, so that its number comes back only with the
     * same bytes; a snapshot's bytes were never promised, and nothing of it stays.
     */
    public static Outcome delete(LocalPackage current, Version version) {
        return current.find(version)
                .filter(LocalRelease::isAvailable)
                .<Outcome>map(
                        release ->
                                new Outcome.Changed(
                                        MavenName.isSnapshot(version)
                                                ? without(current, version)
                                                : current.with(deleted(release)),
                                        Refuse.created()))
                .orElseGet(
                        () ->
                                new Outcome.Rejected(
                                        new Refusal.NotFound(
                                                Refusal.Asked.INDEX,
                                                "%s %s is not published here"
                                                        .formatted(
                                                                current.key().name(), version))));
    }

    private static LocalRelease deleted(LocalRelease release) {
        return release.in(LocalRelease.State.DELETED);
    }

    private static LocalPackage without(LocalPackage current, Version version) {
        Map<Version, LocalRelease> left = new LinkedHashMap<>(current.releases());
        left.remove(version);
        return new LocalPackage(
                current.key(), current.revision(), current.document(), left, current.modifiedAt());
    }
}
