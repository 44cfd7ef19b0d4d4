package dev.gatehouse.maven;

import dev.gatehouse.core.model.FormatId;
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
    /** The format of Maven packages. */
    public static final FormatId MAVEN = new FormatId("maven");

    /** The name that a decision is about: {@code group:artifact}. */
    public PackageName name() {
        return new PackageName(MAVEN, groupId + ":" + artifactId);
    }
}
