package dev.gatehouse.npm.name;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The rules of npm's package names, as validate-npm-package-name writes them: {@code name} or
 * {@code @scope/name}, case-sensitive, nothing folded.
 */
public final class NpmName {
    public static final FormatId NPM = new FormatId("npm");

    private static final int MOST_CHARACTERS = 214;
    private static final Set<String> RESERVED = Set.of("node_modules", "favicon.ico", "-");
    private static final String TARBALL = ".tgz";
    private static final int MOST_IN_FILE_NAME = 255;

    private NpmName() {}

    /**
     * The name that this text is; names with upper case or {@code ~'!()*} exist from earlier days
     * and can be read.
     *
     * @throws IllegalArgumentException with what was expected
     */
    public static PackageName of(String text) {
        boolean scoped = text.startsWith("@");
        int slash = text.indexOf('/');
        if (scoped != (slash >= 0) || text.length() > MOST_CHARACTERS) {
            throw malformed(text);
        }
        if (scoped && !isPart(text.substring(1, slash))) {
            throw malformed(text);
        }
        String last = text.substring(slash + 1);
        if (!isPart(last) || (!scoped && RESERVED.contains(last.toLowerCase(Locale.ROOT)))) {
            throw malformed(text);
        }
        return new PackageName(NPM, text);
    }

    /** Whether npm would let a new package have this name. */
    public static boolean mayBePublished(PackageName name) {
        return name.value()
                .chars()
                .noneMatch(c -> (c >= 'A' && c <= 'Z') || "~'!()*".indexOf(c) >= 0);
    }

    /**
     * What a pattern of owned names covers: a name, or the beginning of names before a last star.
     *
     * @throws IllegalArgumentException with what was expected
     */
    public static Predicate<PackageName> pattern(String pattern) {
        if (!pattern.endsWith("*")) {
            PackageName exactly = of(pattern);
            return exactly::equals;
        }
        String start = pattern.substring(0, pattern.length() - 1);
        boolean plain = start.chars().allMatch(c -> isUrlSafe(c) || c == '@' || c == '/');
        if (!plain || start.isEmpty() || start.contains("*")) {
            throw new IllegalArgumentException(
                    "'"
                            + pattern
                            + "' is no pattern of npm names: expected a name, or the"
                            + " beginning of names and one * at the end, as in @acme/* or acme-*");
        }
        return name -> name.value().startsWith(start);
    }

    /** The name without its scope. */
    public static String unscoped(PackageName name) {
        return name.value().substring(name.value().indexOf('/') + 1);
    }

    /** The name as one path segment, as npm writes it: {@code @scope%2fname}. */
    public static String asSegment(PackageName name) {
        return name.value().replace("/", "%2f");
    }

    /** Whether a version's number can be part of paths, and its tarball can have a name. */
    public static boolean isServable(PackageName name, String version) {
        return NpmVersion.isServable(version)
                && unscoped(name).length() + 1 + version.length() + TARBALL.length()
                        <= MOST_IN_FILE_NAME;
    }

    /** The only name under which a version's tarball is served here. */
    public static FileName tarball(PackageName name, Version version) {
        return new FileName(unscoped(name) + "-" + version + TARBALL);
    }

    /** The version whose tarball has that name. */
    public static Optional<Version> versionOf(PackageName name, FileName file) {
        String start = unscoped(name) + "-";
        String text = file.value();
        int end = text.length() - TARBALL.length();
        if (!text.startsWith(start) || !text.endsWith(TARBALL) || end <= start.length()) {
            return Optional.empty();
        }
        String version = text.substring(start.length(), end);
        return NpmVersion.isServable(version)
                ? Optional.of(new Version(version))
                : Optional.empty();
    }

    private static boolean isPart(String part) {
        return !part.isEmpty()
                && part.charAt(0) != '.'
                && part.charAt(0) != '_'
                && part.chars().allMatch(NpmName::isUrlSafe);
    }

    /** What {@code encodeURIComponent} leaves as it is. */
    private static boolean isUrlSafe(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "-_.!~*'()".indexOf(c) >= 0;
    }

    private static IllegalArgumentException malformed(String text) {
        String shown = text.length() > 80 ? text.substring(0, 80) + "..." : text;
        return new IllegalArgumentException(
                "'"
                        + shown
                        + "' is no npm package name: expected name or @scope/name, URL-safe,"
                        + " not beginning with . or _, at most 214 characters");
    }
}
