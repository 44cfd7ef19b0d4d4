package dev.gatehouse.server.pgp;

import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.core.signature.KnownKeys.KeyProblem;
import dev.gatehouse.server.pgp.KeysMap.Coordinates;
import dev.gatehouse.server.pgp.KeysMap.Entry;
import dev.gatehouse.server.pgp.KeysMap.Pattern;

import org.apache.maven.artifact.versioning.DefaultArtifactVersion;
import org.apache.maven.artifact.versioning.InvalidVersionSpecificationException;
import org.apache.maven.artifact.versioning.VersionRange;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;

/**
 * Reads a map in the format of pgpverify-maven-plugin: {@code group:artifact:packaging:version =
 * 0xFINGERPRINT, …}. Comments from {@code #}, lines joined by a backslash, {@code *} in names, a
 * group with all below it as {@code group.*}, versions by Maven's ranges. A line whose keys cannot
 * be read still stands, with the keys that could: it restricts, and must not cease to for a typing
 * error. Of the plugin's words, {@code *} and {@code any} allow every key; {@code noSig}, {@code
 * badSig} and {@code noKey} excuse a signature that is not good, which makes nothing signed here.
 */
final class KeysMapFile {
    private static final Set<String> EXCUSES = Set.of("nosig", "badsig", "nokey");
    private static final int MOST_PARTS = 4;

    private final String name;
    private final List<Entry> entries = new ArrayList<>();
    private final List<KeyProblem> problems = new ArrayList<>();

    private KeysMapFile(String name) {
        this.name = name;
    }

    /** Reads it, as far as it can be read. */
    static Result read(String name, String text) {
        var file = new KeysMapFile(name);
        file.readLines(text.lines().toList());
        return new Result(file.entries, file.problems);
    }

    private void readLines(List<String> lines) {
        var joined = new StringBuilder();
        int first = 1;
        for (int i = 0; i < lines.size(); i++) {
            var line = withoutComment(lines.get(i));
            if (joined.isEmpty()) {
                first = i + 1;
            }
            if (line.endsWith("\\")) {
                joined.append(line, 0, line.length() - 1).append(' ');
                continue;
            }
            readLine(joined.append(line).toString().strip(), first);
            joined.setLength(0);
        }
        readLine(joined.toString().strip(), first);
    }

    private static String withoutComment(String line) {
        int hash = line.indexOf('#');
        return (hash < 0 ? line : line.substring(0, hash)).strip();
    }

    private void readLine(String line, int number) {
        if (line.isEmpty()) {
            return;
        }
        int equals = line.indexOf('=');
        var place = "line " + number;
        var files = (equals < 0 ? line : line.substring(0, equals)).strip();
        try {
            var pattern = pattern(files);
            var keys = new TreeSet<Fingerprint>();
            boolean any = readKeys(equals < 0 ? "" : line.substring(equals + 1), keys, place);
            entries.add(new Entry(pattern, keys, any));
        } catch (InvalidVersionSpecificationException | IllegalArgumentException e) {
            problems.add(new KeyProblem(name, place, String.valueOf(e.getMessage())));
            entries.add(new Entry(stem(files), Set.of(), false));
        }
    }

    /** What a line that cannot be read was about, as far as that can be told. */
    private static Pattern stem(String files) {
        var parts = files.split(":", -1);
        var group = names(parts[0]);
        var artifact = names(parts.length > 1 ? parts[1] : "");
        return file -> group.test(file.group()) && artifact.test(file.artifact());
    }

    private boolean readKeys(String written, Set<Fingerprint> keys, String place) {
        boolean any = false;
        for (var word : written.split(",", -1)) {
            var key = word.strip();
            if (key.equals("*") || key.equalsIgnoreCase("any")) {
                any = true;
            } else if (!key.isEmpty() && !EXCUSES.contains(key.toLowerCase(Locale.ROOT))) {
                readKey(key, keys, place);
            }
        }
        return any;
    }

    private void readKey(String key, Set<Fingerprint> keys, String place) {
        try {
            keys.add(Fingerprint.parse(key));
        } catch (IllegalArgumentException e) {
            problems.add(new KeyProblem(name, place, String.valueOf(e.getMessage())));
        }
    }

    private static Pattern pattern(String written) throws InvalidVersionSpecificationException {
        var parts = written.split(":", -1);
        if (written.isEmpty() || parts.length > MOST_PARTS) {
            throw new IllegalArgumentException(
                    "'%s': expected group:artifact:packaging:version".formatted(written));
        }
        var group = names(parts[0]);
        var artifact = names(parts.length > 1 ? parts[1] : "");
        boolean third = parts.length == 3;
        boolean isPackaging = third && parts[2].strip().chars().allMatch(Character::isLetter);
        var packaging = names(parts.length == MOST_PARTS || isPackaging ? parts[2] : "");
        var version =
                versions(
                        parts.length == MOST_PARTS
                                ? parts[3]
                                : third && !isPackaging ? parts[2] : "");
        return file ->
                group.test(file.group())
                        && artifact.test(file.artifact())
                        && packaging.test(file.packaging())
                        && version.test(file.version());
    }

    /** An empty part and {@code *} match all, {@code a.b.*} matches {@code a.b} and all below. */
    private static Predicate<String> names(String part) {
        var written = part.strip().toLowerCase(Locale.ROOT);
        if (written.isEmpty() || written.equals("*")) {
            return name -> true;
        }
        boolean below = written.endsWith(".*");
        var stem = below ? written.substring(0, written.length() - 2) : written;
        var regex = new StringBuilder();
        for (var piece : stem.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(java.util.regex.Pattern.quote(piece));
        }
        try {
            var pattern = java.util.regex.Pattern.compile(regex + (below ? "(\\..+)?" : ""));
            return name -> pattern.matcher(name.toLowerCase(Locale.ROOT)).matches();
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'%s' is no pattern".formatted(part), e);
        }
    }

    private static Predicate<String> versions(String part)
            throws InvalidVersionSpecificationException {
        var written = part.strip();
        if (written.isEmpty() || written.equals("*")) {
            return version -> true;
        }
        if (written.contains("*")) {
            throw new IllegalArgumentException(
                    "version '%s': expected a version or a range such as [1.0,2.0)"
                            .formatted(written));
        }
        var range = VersionRange.createFromVersionSpec(written);
        return range.hasRestrictions()
                ? version -> range.containsVersion(new DefaultArtifactVersion(version))
                : written::equalsIgnoreCase;
    }

    /** What was read, and what could not be. */
    record Result(List<Entry> entries, List<KeyProblem> problems) {
        Result {
            entries = List.copyOf(entries);
            problems = List.copyOf(problems);
        }
    }

    /**
     * How a Maven file is named by such maps; a name that is no {@code group:artifact} never is.
     */
    static Coordinates coordinates(String name, String version, String file) {
        int colon = name.indexOf(':');
        int dot = file.lastIndexOf('.');
        return new Coordinates(
                name.substring(0, colon),
                name.substring(colon + 1),
                dot < 0 ? "" : file.substring(dot + 1),
                version,
                file);
    }
}
