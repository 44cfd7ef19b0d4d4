package dev.gatehouse.pypi.name;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the name of a distribution file says, read for one project: an old source distribution such
 * as {@code acme-utils-1.0.tar.gz} can be read in two ways, and only the project that lists it
 * tells which is meant.
 *
 * @param spelling the version as the file name has it; empty when none can be read from it
 * @param version the key of the version; of a file whose version cannot be known it is {@code ~}
 *     and the file name, which no other file has, so that such a file has a release of its own
 */
public record DistributionName(
        PackageName project, FileName file, Kind kind, Optional<String> spelling, Version version) {
    private static final String NO_VERSION = "~";
    private static final Pattern BUILD_TAG = Pattern.compile("[0-9].*");
    private static final int WHEEL_PARTS = 5;
    private static final int MOST_INSIDE = 200;

    private static final List<Map.Entry<String, Kind>> ENDINGS =
            List.of(
                    Map.entry(".whl", Kind.WHEEL),
                    Map.entry(".tar.gz", Kind.SDIST),
                    Map.entry(".zip", Kind.SDIST),
                    Map.entry(".tar.bz2", Kind.SDIST),
                    Map.entry(".tgz", Kind.SDIST),
                    Map.entry(".tar.xz", Kind.SDIST),
                    Map.entry(".tar.z", Kind.SDIST),
                    Map.entry(".tar", Kind.SDIST),
                    Map.entry(".egg", Kind.EGG),
                    Map.entry(".exe", Kind.OTHER),
                    Map.entry(".msi", Kind.OTHER),
                    Map.entry(".rpm", Kind.OTHER),
                    Map.entry(".deb", Kind.OTHER),
                    Map.entry(".dmg", Kind.OTHER));

    /** What kind of distribution a file is, by its ending. */
    public enum Kind {
        /** A wheel (PEP 427). */
        WHEEL,
        /** A source distribution (PEP 625) or one of the older forms of it. */
        SDIST,
        EGG,
        /** An installer of earlier days. */
        OTHER
    }

    /**
     * Reads a file name that a project lists.
     *
     * @return empty when it is no distribution of this project
     */
    public static Optional<DistributionName> of(PackageName project, FileName file) {
        String text = file.value();
        return ending(text)
                .flatMap(
                        ending ->
                                afterName(project, cut(text, ending.getKey()))
                                        .map(rest -> of(project, file, ending.getValue(), rest)));
    }

    /** The project's name as the file's name spells it. */
    public static Optional<String> projectIn(PackageName project, FileName file) {
        String text = file.value();
        return ending(text)
                .flatMap(
                        ending -> {
                            String stem = cut(text, ending.getKey());
                            return afterName(project, stem)
                                    .map(
                                            rest ->
                                                    stem.substring(
                                                            0, stem.length() - rest.length() - 1));
                        });
    }

    /** Whether the file is called like a distribution of some project. */
    public static boolean isDistribution(String text) {
        return ending(text).isPresent();
    }

    /** Whether the text is called like a distribution of that project. */
    public static boolean isOf(PackageName project, String text) {
        return ending(text).flatMap(e -> afterName(project, cut(text, e.getKey()))).isPresent();
    }

    private static Optional<Map.Entry<String, Kind>> ending(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return ENDINGS.stream().filter(e -> lower.endsWith(e.getKey())).findFirst();
    }

    private static String cut(String text, String ending) {
        return text.substring(0, text.length() - ending.length());
    }

    /** The version as clients are shown it, in normal form; empty when none can be known. */
    public String shown() {
        return spelling.flatMap(PypiVersion::normal).orElse("");
    }

    /** Whether a {@code NAME-VERSION}, such as is found inside an archive, is of this one. */
    public boolean tells(String nameAndVersion) {
        return nameAndVersion.length() < MOST_INSIDE
                && of(project, new FileName(nameAndVersion + ".tar.gz"))
                        .filter(inside -> inside.version().equals(version))
                        .isPresent();
    }

    /** Whether the version is one by PEP 440, and not one that stands for a single file. */
    public boolean isKnown() {
        return isKnown(version);
    }

    /** Whether the version is one by PEP 440, and not one that stands for a single file. */
    public static boolean isKnown(Version version) {
        return !version.value().startsWith(NO_VERSION);
    }

    /** What follows the shortest spelling of the project's name, as pip looks for it. */
    private static Optional<String> afterName(PackageName project, String stem) {
        for (int dash = stem.indexOf('-'); dash >= 0; dash = stem.indexOf('-', dash + 1)) {
            if (PypiNames.isSpelling(stem.substring(0, dash), project)) {
                return Optional.of(stem.substring(dash + 1));
            }
        }
        return Optional.empty();
    }

    private static DistributionName of(PackageName project, FileName file, Kind kind, String rest) {
        Optional<String> spelling =
                switch (kind) {
                    case WHEEL -> wheelVersion(rest);
                    case SDIST -> Optional.of(rest);
                    case EGG -> Optional.of(rest.split("-", 2)[0]);
                    case OTHER -> Optional.empty();
                };
        Optional<Version> version = spelling.flatMap(PypiVersion::key);
        return new DistributionName(
                project,
                file,
                kind,
                version.isPresent() ? spelling : Optional.empty(),
                version.orElseGet(() -> new Version(NO_VERSION + file.value())));
    }

    /** {@code version(-build)?-python-abi-platform}; a build tag begins with a digit. */
    private static Optional<String> wheelVersion(String rest) {
        String[] parts = rest.split("-", -1);
        boolean plain = parts.length == WHEEL_PARTS - 1;
        boolean built = parts.length == WHEEL_PARTS && BUILD_TAG.matcher(parts[1]).matches();
        return plain || built ? Optional.of(parts[0]) : Optional.empty();
    }
}
