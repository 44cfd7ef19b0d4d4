package dev.gatehouse.maven.path;

import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.Version;

import java.util.List;

/** What a path below the root of a Maven repository means. */
public sealed interface MavenPath {
    /** A file of a version: an artifact, or what is named after one. */
    sealed interface OfVersion extends MavenPath {
        /** Those of the artifact. */
        MavenCoordinates coordinates();
    }

    /** The file of an artifact. */
    record Artifact(MavenCoordinates coordinates) implements OfVersion {}

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

    /** A checksum of another file, decided like it. */
    record Checksum(MavenPath of, DigestAlgorithm algorithm) implements MavenPath {}

    /**
     * A signature of an artifact, decided like it.
     *
     * @param extension {@code asc}, {@code sigstore}, {@code sigstore.json}, or {@code
     *     repository.asc}: made here
     */
    record Signature(Artifact of, String extension) implements OfVersion {
        @Override
        public MavenCoordinates coordinates() {
            return of.coordinates();
        }
    }

    /** No path of the default layout. */
    record Unknown() implements MavenPath {}

    /** Never fails. The path is decoded already and begins without a slash. */
    static MavenPath parse(String path) {
        return new MavenPathParser().parse(path);
    }
}
