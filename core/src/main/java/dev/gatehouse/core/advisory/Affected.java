package dev.gatehouse.core.advisory;

import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.model.VersionOrder;

import java.util.List;
import java.util.Set;

/** Which versions of one package an advisory is about: those listed, and those in its ranges. */
public record Affected(List<VersionRange> ranges, Set<Version> versions) {
    public Affected {
        ranges = List.copyOf(ranges);
        versions = Set.copyOf(versions);
    }

    boolean includes(Version version, VersionOrder order) {
        return versions.contains(version)
                || ranges.stream().anyMatch(r -> r.includes(version, order));
    }
}
