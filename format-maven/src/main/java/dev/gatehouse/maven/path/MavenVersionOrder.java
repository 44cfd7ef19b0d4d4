package dev.gatehouse.maven.path;

import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.model.VersionOrder;

import org.apache.maven.artifact.versioning.ComparableVersion;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Maven's own order of versions: {@code 1.0-alpha < 1.0-SNAPSHOT < 1.0 < 1.0-sp}. Thread-safe. */
public final class MavenVersionOrder implements VersionOrder {
    @Override
    public int compare(Version left, Version right) {
        return new ComparableVersion(left.value()).compareTo(new ComparableVersion(right.value()));
    }

    /** Maven orders everything. */
    @Override
    public boolean places(Version version) {
        return true;
    }

    /** The versions in order; spellings of one version by their text. Each is parsed once. */
    public List<Version> sorted(Collection<Version> versions) {
        return versions.stream()
                .map(v -> new Parsed(v, new ComparableVersion(v.value())))
                .sorted(
                        Comparator.comparing(Parsed::order)
                                .thenComparing(parsed -> parsed.version().value()))
                .map(Parsed::version)
                .toList();
    }

    private record Parsed(Version version, ComparableVersion order) {}
}
