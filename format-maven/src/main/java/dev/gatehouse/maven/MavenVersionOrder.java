package dev.gatehouse.maven;

import dev.gatehouse.core.model.Version;

import org.apache.maven.artifact.versioning.ComparableVersion;

import java.util.Comparator;

/** Maven's own order of versions: {@code 1.0-alpha < 1.0-SNAPSHOT < 1.0 < 1.0-sp}. Thread-safe. */
public final class MavenVersionOrder implements Comparator<Version> {
    @Override
    public int compare(Version left, Version right) {
        return new ComparableVersion(left.value()).compareTo(new ComparableVersion(right.value()));
    }
}
