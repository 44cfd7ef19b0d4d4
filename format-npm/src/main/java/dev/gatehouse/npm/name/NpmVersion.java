package dev.gatehouse.npm.name;

import dev.gatehouse.core.model.Version;

import org.semver4j.Semver;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The order of npm versions: semantic versioning 2.0.0. */
public final class NpmVersion {
    /** npm's own limit (node-semver, {@code MAX_LENGTH}). */
    private static final int MOST_CHARACTERS = 256;

    private NpmVersion() {}

    /**
     * Whether a version can be part of a path and of a document as it is. Some versions of the
     * first years are not semantic versions; they can still be had by their exact text.
     */
    public static boolean isServable(String text) {
        if (text.isEmpty() || text.length() > MOST_CHARACTERS || !isAlphanumeric(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isAlphanumeric(c) && c != '.' && c != '-' && c != '+' && c != '_') {
                return false;
            }
        }
        return true;
    }

    /** Whether it is a semantic version, so that it may be published. */
    public static boolean isSemantic(String text) {
        return isServable(text) && parse(new Version(text)).isPresent();
    }

    /**
     * The highest stable version; when none is stable, the highest. What {@code latest} falls back
     * to.
     */
    public static Optional<Version> highest(Collection<Version> versions) {
        return versions.stream()
                .map(NpmVersion::parse)
                .flatMap(Optional::stream)
                .max(
                        Comparator.comparing(Ordered::stable)
                                .thenComparing(Ordered::order)
                                .thenComparing(o -> o.version().value()))
                .map(Ordered::version);
    }

    private record Ordered(Version version, Semver order, boolean stable) {}

    private static Optional<Ordered> parse(Version version) {
        if (!isServable(version.value())) {
            return Optional.empty();
        }
        Semver semver = Semver.parse(version.value());
        return semver == null
                ? Optional.empty()
                : Optional.of(new Ordered(version, semver, semver.getPreRelease().isEmpty()));
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
