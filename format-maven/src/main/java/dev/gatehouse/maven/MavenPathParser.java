package dev.gatehouse.maven;

import dev.gatehouse.core.model.Version;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the default layout strictly: a file belongs to the directories that it lies in, or it is
 * unknown. The layout is that of Maven's DefaultRepositoryLayout and its snapshot time stamps.
 */
final class MavenPathParser {
    private static final Pattern GROUP_SEGMENT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]*");
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]*");
    private static final Pattern CHECKSUM = Pattern.compile("(.+)\\.(md5|sha1|sha256|sha512)");
    private static final Pattern SNAPSHOT = Pattern.compile("(.+)-SNAPSHOT");
    private static final String TIME_STAMP = "-\\d{8}\\.\\d{6}-\\d+";
    private static final Pattern TAIL =
            Pattern.compile("(?:-([A-Za-z0-9_.+-]+?))?\\.((?:tar\\.)?[A-Za-z0-9]+)");
    private static final String METADATA = "maven-metadata.xml";
    private static final int MOST_CHARACTERS = 1_024;

    MavenPath parse(String path) {
        if (path.length() > MOST_CHARACTERS) {
            return new MavenPath.Unknown();
        }
        var checksum = CHECKSUM.matcher(path);
        if (checksum.matches()) {
            var of = parseFile(checksum.group(1), true);
            return isUnknown(of) ? of : new MavenPath.Checksum(of, checksum.group(2));
        }
        return parseFile(path, true);
    }

    private static MavenPath parseFile(String path, boolean signatures) {
        if (signatures && path.endsWith(".asc")) {
            var of = parseFile(path.substring(0, path.length() - ".asc".length()), false);
            return isUnknown(of) ? of : new MavenPath.Signature(of);
        }
        var segments = List.of(path.split("/", -1));
        int last = segments.size() - 1;
        return segments.get(last).equals(METADATA)
                ? metadata(segments.subList(0, last))
                : artifact(segments);
    }

    private static boolean isUnknown(MavenPath path) {
        return path instanceof MavenPath.Unknown;
    }

    private static MavenPath metadata(List<String> directory) {
        int depth = directory.size();
        if (depth >= 3 && SNAPSHOT.matcher(directory.get(depth - 1)).matches()) {
            return areCoordinates(directory)
                    ? new MavenPath.SnapshotMetadata(
                            groupId(directory),
                            directory.get(depth - 2),
                            new Version(directory.get(depth - 1)))
                    : new MavenPath.Unknown();
        }
        boolean readable =
                depth >= 1
                        && directory.subList(0, depth - 1).stream()
                                .allMatch(segment -> GROUP_SEGMENT.matcher(segment).matches())
                        && SEGMENT.matcher(directory.get(depth - 1)).matches();
        return readable ? new MavenPath.Metadata(directory) : new MavenPath.Unknown();
    }

    private static MavenPath artifact(List<String> segments) {
        var directory = segments.subList(0, segments.size() - 1);
        if (!areCoordinates(directory)) {
            return new MavenPath.Unknown();
        }
        var artifactId = directory.get(directory.size() - 2);
        var version = directory.get(directory.size() - 1);
        var file = fileOf(artifactId, version).matcher(segments.getLast());
        if (!file.matches()) {
            return new MavenPath.Unknown();
        }
        var tail = TAIL.matcher(file.group(2));
        return tail.matches()
                ? new MavenPath.Artifact(
                        new MavenCoordinates(
                                groupId(directory),
                                artifactId,
                                new Version(version),
                                file.group(1),
                                Optional.ofNullable(tail.group(1)),
                                tail.group(2)))
                : new MavenPath.Unknown();
    }

    private static Pattern fileOf(String artifactId, String version) {
        var snapshot = SNAPSHOT.matcher(version);
        var versions =
                snapshot.matches()
                        ? Pattern.quote(version)
                                + "|"
                                + Pattern.quote(snapshot.group(1))
                                + TIME_STAMP
                        : Pattern.quote(version);
        return Pattern.compile(Pattern.quote(artifactId) + "-(" + versions + ")([-.].+)");
    }

    /** Group segments, an artifact id and a version. */
    private static boolean areCoordinates(List<String> directory) {
        int depth = directory.size();
        return depth >= 3
                && directory.subList(0, depth - 2).stream()
                        .allMatch(segment -> GROUP_SEGMENT.matcher(segment).matches())
                && SEGMENT.matcher(directory.get(depth - 2)).matches()
                && SEGMENT.matcher(directory.get(depth - 1)).matches()
                && directory.get(depth - 1).length() <= 256;
    }

    private static String groupId(List<String> directory) {
        return String.join(".", directory.subList(0, directory.size() - 2));
    }
}
