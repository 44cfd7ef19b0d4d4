package dev.gatehouse.maven.path;

import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;

import java.util.Optional;

/**
 * What the path of a file in a Maven repository says about it.
 *
 * @param version the directory's: {@code 1.0-SNAPSHOT} for a file with a time stamp
 * @param fileVersion as the file's name has it: {@code 1.0-20260101.120000-1}
 * @param extension without the first dot: {@code jar}, {@code tar.gz}
 */
public record MavenCoordinates(
        String groupId,
        String artifactId,
        Version version,
        String fileVersion,
        Optional<String> classifier,
        String extension) {
    /** The name that a decision is about: {@code group:artifact}. */
    public PackageName name() {
        return MavenName.of(groupId, artifactId);
    }

    /** Whether it is the POM of its version. */
    public boolean isPom() {
        return classifier.isEmpty() && extension.equals("pom");
    }

    /** Whether it may be what its version is there for: neither POM nor beside it. */
    public boolean isPrimary() {
        return classifier.isEmpty() && !extension.equals("pom") && !extension.equals("module");
    }

    /** Whether other bytes may come under the same name: a snapshot file without a time stamp. */
    public boolean isChanging() {
        return MavenName.isSnapshot(version) && fileVersion.equals(version.value());
    }
}
