package dev.gatehouse.core.store;

import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.Version;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that was published here under one name. It exists from the first publish, or reservation,
 * until the name is released, whatever happens to its versions.
 *
 * @param revision counts the changes, from 1; 0 for a name that nobody has published
 * @param document what belongs to the name and not to a version, as the format wrote it; may be
 *     empty
 * @param releases by version in order of publication, deleted ones included
 * @param modifiedAt the last change
 */
public record LocalPackage(
        PackageKey key,
        long revision,
        String document,
        Map<Version, LocalRelease> releases,
        Instant modifiedAt) {
    public LocalPackage {
        releases = Collections.unmodifiableMap(new LinkedHashMap<>(releases));
    }

    /** A name before its first publish. */
    public static LocalPackage empty(PackageKey key) {
        return new LocalPackage(key, 0, "", Map.of(), Instant.EPOCH);
    }

    /** The versions that can be had, in order of publication. */
    public List<LocalRelease> available() {
        return releases.values().stream().filter(LocalRelease::isAvailable).toList();
    }

    public Optional<LocalRelease> find(Version version) {
        return Optional.ofNullable(releases.get(version));
    }

    /** The same with that release added or replaced. */
    public LocalPackage with(LocalRelease release) {
        Map<Version, LocalRelease> more = new LinkedHashMap<>(releases);
        more.put(release.version(), release);
        return new LocalPackage(key, revision, document, more, modifiedAt);
    }

    public LocalPackage with(String otherDocument) {
        return new LocalPackage(key, revision, otherDocument, releases, modifiedAt);
    }
}
