package dev.gatehouse.maven.path;

import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.Version;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the default layout strictly: a file belongs to the directories that it lies in, or it is
 * unknown. The layout is that of Maven's DefaultRepositoryLayout and its snapshot time stamps.
 */
final class MavenPathParser {
    private static final Pattern GROUP_SEGMENT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]*");
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]*");
    private static final Map<String, DigestAlgorithm> CHECKSUMS =
            Map.of(
                    ".md5", DigestAlgorithm.MD5,
                    ".sha1", DigestAlgorithm.SHA1,
                    ".sha256", DigestAlgorithm.SHA256,
                    ".sha512", DigestAlgorithm.SHA512);
    private static final List<String> SIGNATURES =
            List.of("repository.asc", "asc", "sigstore", "sigstore.json");
    private static final Set<String> OF_OTHERS =
            Set.of("md5", "sha1", "sha256", "sha512", "asc", "sigstore");
    private static final Pattern SNAPSHOT = Pattern.compile("(.+)-SNAPSHOT");

    /**
     * A version's number. Metadata in the directory of a release is nothing that a repository has;
     * read as that of group and artifact above it, its path would be the name of another package,
     * and tell this one's to a source that is blocked for it.
     */
    private static final Pattern NUMBER = Pattern.compile("[0-9]+(?:\\..+)?");

    private static final String TIME_STAMP = "-\\d{8}\\.\\d{6}-\\d+";
    private static final Pattern TAIL =
            Pattern.compile("(?:-([A-Za-z0-9_.+-]+?))?\\.((?:tar\\.)?[A-Za-z0-9]+)");
    private static final String METADATA = "maven-metadata.xml";
    private static final int MOST_CHARACTERS = 1_024;

    MavenPath parse(String path) {
        if (path.length() > MOST_CHARACTERS) {
            return new MavenPath.Unknown();
        }
        for (Map.Entry<String, DigestAlgorithm> suffix : CHECKSUMS.entrySet()) {
            if (path.endsWith(suffix.getKey())) {
                MavenPath of = signedOrNot(without(path, suffix.getKey()));
                return isUnknown(of) ? of : new MavenPath.Checksum(of, suffix.getValue());
            }
        }
        return signedOrNot(path);
    }

    private static MavenPath signedOrNot(String path) {
        for (String extension : SIGNATURES) {
            if (path.endsWith("." + extension)) {
                return plain(without(path, "." + extension)) instanceof MavenPath.Artifact of
                        ? new MavenPath.Signature(of, extension)
                        : new MavenPath.Unknown();
            }
        }
        return plain(path);
    }

    private static String without(String path, String suffix) {
        return path.substring(0, path.length() - suffix.length());
    }

    private static MavenPath plain(String path) {
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
                        && !(depth >= 3 && NUMBER.matcher(directory.get(depth - 1)).matches())
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
        return tail.matches() && !OF_OTHERS.contains(tail.group(2))
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
