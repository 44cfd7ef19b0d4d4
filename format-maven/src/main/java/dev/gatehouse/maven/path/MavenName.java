package dev.gatehouse.maven.path;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Names of Maven packages: {@code groupId:artifactId}, as they are written. Pure. */
public final class MavenName {
    /** The format of Maven packages. */
    public static final FormatId MAVEN = new FormatId("maven");

    /** As of all names; a pattern with a loop of groups needs stack for each of its rounds. */
    private static final int MOST_CHARACTERS = 512;

    private static final int MOST_IN_FILE_NAME = 255;

    private static final Pattern NAME =
            Pattern.compile(
                    "[A-Za-z0-9_][A-Za-z0-9_-]*(?:\\.[A-Za-z0-9_][A-Za-z0-9_-]*)*:[A-Za-z0-9_][A-Za-z0-9_.+-]*");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.+-]*(?::[A-Za-z0-9_.+-]*)?");

    private MavenName() {}

    /**
     * A name from its text.
     *
     * @throws IllegalArgumentException when it is not a group and an artifact
     */
    public static PackageName of(String text) {
        if (text.length() > MOST_CHARACTERS || !NAME.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no Maven package: expected groupId:artifactId");
        }
        return new PackageName(MAVEN, text);
    }

    /** The same from its two parts. */
    public static PackageName of(String groupId, String artifactId) {
        return of(groupId + ":" + artifactId);
    }

    /**
     * The name at whose path the directory stands.
     *
     * @throws IllegalArgumentException when it has one segment only: that is a group without a dot,
     *     and no artifact stands there
     */
    public static PackageName at(List<String> directory) {
        int last = directory.size() - 1;
        if (last < 1) {
            throw new IllegalArgumentException(
                    "metadata of a group of one word: prefixes of its plugins are not kept");
        }
        return of(String.join(".", directory.subList(0, last)), directory.get(last));
    }

    public static String groupId(PackageName name) {
        return name.value().substring(0, name.value().indexOf(':'));
    }

    public static String artifactId(PackageName name) {
        return name.value().substring(name.value().indexOf(':') + 1);
    }

    /**
     * The group whose plugin prefixes stand at the path where the versions of this name stand:
     * {@code a.b.c} for {@code a.b:c}.
     */
    public static String asGroup(PackageName name) {
        return name.value().replace(':', '.');
    }

    /** The directory of a package, relative to the root of its repository, without a last slash. */
    public static String directory(PackageName name) {
        return groupId(name).replace('.', '/') + "/" + artifactId(name);
    }

    /** Whether a version can be there: its POM, which is how it is asked for, can have a name. */
    public static boolean isPossible(String artifactId, String version) {
        return artifactId.length() + 1 + version.length() + ".pom".length() <= MOST_IN_FILE_NAME;
    }

    public static boolean isSnapshot(Version version) {
        return version.value().endsWith("-SNAPSHOT");
    }

    /**
     * What a pattern covers: {@code com.acme:ui}, {@code com.acme:ui-*}, {@code com.acme:*}, {@code
     * com.acme.*} for that group and all below. Where it covers a whole group, it covers the name
     * at whose path that group's plugin prefixes stand.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Predicate<PackageName> pattern(String text) {
        if (!text.endsWith("*")) {
            PackageName exact = of(text);
            return exact::equals;
        }
        String prefix = text.substring(0, text.length() - 1);
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "'%s': expected com.acme.*, com.acme:* or com.acme:ui-*".formatted(text));
        }
        if (prefix.endsWith(":")) {
            String group = prefix.substring(0, prefix.length() - 1);
            return name -> groupId(name).equals(group) || asGroup(name).equals(group);
        }
        if (prefix.endsWith(".") && prefix.indexOf(':') < 0) {
            String group = prefix.substring(0, prefix.length() - 1);
            return name -> groupId(name).startsWith(prefix) || isIn(name, group);
        }
        return name -> name.value().startsWith(prefix) || asGroup(name).startsWith(prefix);
    }

    private static boolean isIn(PackageName name, String group) {
        return groupId(name).equals(group) || asGroup(name).equals(group);
    }
}
