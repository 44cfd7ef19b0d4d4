package dev.gatehouse.maven.path;

import dev.gatehouse.core.model.FileKind;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Files of a version: where they are, and what they are to it. Pure. */
public final class MavenFiles {
    /** Nothing that a browser would run: these files stand on the same origin as the console. */
    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("jar", "application/java-archive"),
                    Map.entry("war", "application/java-archive"),
                    Map.entry("ear", "application/java-archive"),
                    Map.entry("aar", "application/java-archive"),
                    Map.entry("pom", "text/xml"),
                    Map.entry("module", "application/json"),
                    Map.entry("json", "application/json"),
                    Map.entry("sigstore", "application/json"),
                    Map.entry("zip", "application/zip"),
                    Map.entry("gz", "application/gzip"),
                    Map.entry("asc", "text/plain"),
                    Map.entry("md5", "text/plain"),
                    Map.entry("sha1", "text/plain"),
                    Map.entry("sha256", "text/plain"),
                    Map.entry("sha512", "text/plain"));

    private MavenFiles() {}

    /** What a file of that name is to the version; empty when it is none of it. */
    public static Optional<FileKind> kind(PackageName name, Version version, FileName file) {
        MavenPath path = MavenPath.parse(path(name, version, file));
        return switch (path) {
            case MavenPath.Artifact(var coordinates) ->
                    Optional.of(kind(coordinates, FileKind.CONTENT));
            case MavenPath.Signature signature ->
                    Optional.of(kind(signature.coordinates(), FileKind.COMPANION));
            case MavenPath.Checksum(MavenPath.OfVersion of, var algorithm) ->
                    Optional.of(kind(of.coordinates(), FileKind.COMPANION));
            case MavenPath.Checksum ignored -> Optional.empty();
            case MavenPath.Metadata ignored -> Optional.empty();
            case MavenPath.SnapshotMetadata ignored -> Optional.empty();
            case MavenPath.Unknown ignored -> Optional.empty();
        };
    }

    /** Whether a file of that name is an artifact of the version: no signature, no checksum. */
    public static boolean isArtifact(PackageName name, Version version, FileName file) {
        return MavenPath.parse(path(name, version, file)) instanceof MavenPath.Artifact;
    }

    /** What changes, changes with all that is beside it. */
    private static FileKind kind(MavenCoordinates coordinates, FileKind otherwise) {
        return coordinates.isChanging() ? FileKind.CHANGING : otherwise;
    }

    /** Where a file of a version is, relative to the root of its repository. */
    public static URI location(PackageName name, Version version, FileName file) {
        return URI.create(path(name, version, file));
    }

    private static String path(PackageName name, Version version, FileName file) {
        return MavenName.directory(name) + "/" + version + "/" + file;
    }

    /** The POM of a version. */
    public static FileName pom(PackageName name, Version version) {
        return new FileName(MavenName.artifactId(name) + "-" + version + ".pom");
    }

    /** The media type that goes with a file's name. */
    public static String contentType(FileName file) {
        String lower = file.value().toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(
                lower.substring(lower.lastIndexOf('.') + 1), "application/octet-stream");
    }
}
