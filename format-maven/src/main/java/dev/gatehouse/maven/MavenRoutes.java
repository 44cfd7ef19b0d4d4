package dev.gatehouse.maven;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.format.View;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Target;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.maven.metadata.MetadataStyle;
import dev.gatehouse.maven.path.MavenCoordinates;
import dev.gatehouse.maven.path.MavenName;
import dev.gatehouse.maven.path.MavenPath;

import java.util.Objects;
import java.util.Optional;

/**
 * The default layout of a Maven repository. What is none of it is answered here and asked of
 * nobody: listings of directories, {@code archetype-catalog.xml}, {@code .index}, and {@code
 * .meta/prefixes.txt}, which Maven 4 does without. Pure.
 */
final class MavenRoutes {
    private static final Route UNKNOWN =
            new Route.Unknown(
                    "no such path of a Maven repository: expected group/artifact/version/file");

    Route route(RequestHead head) {
        Target target = head.target();
        if (target.segments().stream().anyMatch(s -> s.indexOf('/') >= 0)) {
            return new Route.Invalid("an escaped slash is no part of a Maven path");
        }
        if (target.directory() || target.segments().isEmpty()) {
            return UNKNOWN;
        }
        MavenPath path = MavenPath.parse(String.join("/", target.segments()));
        try {
            if (head.method().isRead()) {
                return read(path, target.segments().getLast());
            }
            return head.method() == Method.PUT ? write(path, target) : UNKNOWN;
        } catch (IllegalArgumentException e) {
            return new Route.Invalid(Objects.toString(e.getMessage()));
        }
    }

    private static Route read(MavenPath path, String last) {
        return switch (path) {
            case MavenPath.OfVersion of -> file(of, last);
            case MavenPath.Checksum(MavenPath.OfVersion of, var algorithm) ->
                    new Route.Checksum(
                            file(of, last.substring(0, last.lastIndexOf('.'))),
                            algorithm,
                            new FileName(last));
            case MavenPath.Checksum(MavenPath of, var algorithm) ->
                    index(of, Optional.of(algorithm));
            case MavenPath.Metadata ignored -> index(path, Optional.empty());
            case MavenPath.SnapshotMetadata ignored -> index(path, Optional.empty());
            case MavenPath.Unknown ignored -> UNKNOWN;
        };
    }

    private static Route.File file(MavenPath.OfVersion path, String file) {
        MavenCoordinates of = path.coordinates();
        if (!MavenName.isPossible(of.artifactId(), of.version().value())) {
            throw new IllegalArgumentException("a version whose POM has too long a name");
        }
        return new Route.File(of.name(), Optional.of(of.version()), new FileName(file));
    }

    private static Route index(MavenPath path, Optional<DigestAlgorithm> digest) {
        return switch (path) {
            case MavenPath.Metadata(var directory) when directory.size() > 1 ->
                    new Route.Index(
                            IndexKey.of(MavenName.at(directory)),
                            new MetadataStyle(Optional.empty(), digest),
                            View.MERGED);
            case MavenPath.SnapshotMetadata(var group, var artifact, var version) ->
                    new Route.Index(
                            new IndexKey(MavenName.of(group, artifact), version.value()),
                            new MetadataStyle(Optional.of(version), digest),
                            View.MERGED);
            case MavenPath.Metadata ignored -> UNKNOWN;
            case MavenPath.OfVersion ignored -> UNKNOWN;
            case MavenPath.Checksum ignored -> UNKNOWN;
            case MavenPath.Unknown ignored -> UNKNOWN;
        };
    }

    private static Route write(MavenPath path, Target target) {
        return path instanceof MavenPath.Unknown
                ? new Route.Invalid(
                        "'%s' is no path of a Maven repository: expected group/artifact/version/file"
                                .formatted(String.join("/", target.segments())))
                : new Route.Publish(Role.PUBLISH);
    }
}
