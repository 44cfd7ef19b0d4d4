package dev.gatehouse.npm.name;

import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.model.VersionOrder;

import org.semver4j.Semver;

import java.util.Optional;

/**
 * Semantic versioning 2.0.0, section 11: what is behind a plus has no say. What is no semantic
 * version stands below all that are, in the order of its characters. Thread-safe.
 */
public final class NpmVersionOrder implements VersionOrder {
    @Override
    public int compare(Version left, Version right) {
        Optional<Semver> one = parse(left);
        Optional<Semver> other = parse(right);
        if (one.isPresent() && other.isPresent()) {
            return one.get().compareTo(other.get());
        }
        if (one.isEmpty() && other.isEmpty()) {
            return left.value().compareTo(right.value());
        }
        return one.isPresent() ? 1 : -1;
    }

    @Override
    public boolean places(Version version) {
        return parse(version).isPresent();
    }

    private static Optional<Semver> parse(Version version) {
        return NpmVersion.isServable(version.value())
                ? Optional.ofNullable(Semver.parse(version.value())).map(Semver::withClearedBuild)
                : Optional.empty();
    }
}
