package dev.gatehouse.maven;

import dev.gatehouse.core.model.Version;

import java.util.List;

/** What a path below the root of a Maven repository means. */
public sealed interface MavenPath {
    /** The file of an artifact. */
    record Artifact(MavenCoordinates coordinates) implements MavenPath {}

    /** {@code maven-metadata.xml} in the directory of a snapshot version. */
    record SnapshotMetadata(String groupId, String artifactId, Version version)
            implements MavenPath {}

    /**
     * {@code maven-metadata.xml} anywhere else. The path alone does not tell the versions of {@code
     * a.b:c} from the plugin prefixes of group {@code a.b.c}.
     */
    record Metadata(List<String> directory) implements MavenPath {
        public Metadata {
            directory = List.copyOf(directory);
        }
    }

    /**
     * A checksum of another file, decided like it.
     *
     * @param algorithm {@code md5}, {@code sha1}, {@code sha256} or {@code sha512}
     */
    record Checksum(MavenPath of, String algorithm) implements MavenPath {}

    /** A signature of another file, decided like it. */
    record Signature(MavenPath of) implements MavenPath {}

    /** No path of the default layout. */
    record Unknown() implements MavenPath {}

    /** Never fails. The path is decoded already and begins without a slash. */
    static MavenPath parse(String path) {
        return new MavenPathParser().parse(path);
    }
}
