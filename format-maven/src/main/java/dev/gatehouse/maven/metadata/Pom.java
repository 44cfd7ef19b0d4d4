package dev.gatehouse.maven.metadata;

import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.maven.path.MavenName;
import dev.gatehouse.maven.xml.MalformedXmlException;
import dev.gatehouse.maven.xml.StrictXml;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a POM says of itself; group and version may be its parent's. What it does not say is empty.
 *
 * @param packaging {@code jar} where it says nothing
 */
public record Pom(String groupId, String artifactId, String version, String packaging) {
    /**
     * Parses a POM.
     *
     * @throws MalformedXmlException when it is none
     */
    public static Pom read(StrictXml xml, ByteBuffer document) throws MalformedXmlException {
        Scan scan = new Scan();
        xml.walkWritten(document, scan);
        return new Pom(
                scan.own("groupId", "project/parent/groupId"),
                scan.own("artifactId", ""),
                scan.own("version", "project/parent/version"),
                scan.texts.getOrDefault("project/packaging", "jar"));
    }

    /**
     * What contradicts the path at which it stands; expressions such as {@code ${revision}} are
     * resolved by clients and contradict nothing.
     *
     * @param fileVersion a time-stamped snapshot's own version
     */
    public Optional<String> contradiction(PackageName name, Version version, String fileVersion) {
        boolean sameVersion =
                fits(this.version, version.value()) || fits(this.version, fileVersion);
        return fits(groupId, MavenName.groupId(name))
                        && fits(artifactId, MavenName.artifactId(name))
                        && sameVersion
                ? Optional.empty()
                : Optional.of(
                        "the POM is that of %s:%s:%s, not of %s:%s"
                                .formatted(groupId, artifactId, this.version, name, version));
    }

    private static boolean fits(String told, String expected) {
        return told.equals(expected) || told.isEmpty() || told.contains("${");
    }

    /** Whether it tells all three of its coordinates. */
    public boolean isComplete() {
        return !groupId.isEmpty() && !artifactId.isEmpty() && !version.isEmpty();
    }

    private static final class Scan implements StrictXml.Visitor {
        private final Map<String, String> texts = new HashMap<>();

        @Override
        public void begins(String path) throws MalformedXmlException {
            if (path.indexOf('/') < 0 && !path.equals("project")) {
                throw new MalformedXmlException("root element '" + path + "': expected project");
            }
        }

        @Override
        public void ends(String path, String text) throws MalformedXmlException {
            switch (path) {
                case "project/groupId",
                        "project/artifactId",
                        "project/version",
                        "project/packaging",
                        "project/parent/groupId",
                        "project/parent/version" -> {
                    if (texts.putIfAbsent(path, text) != null) {
                        throw new MalformedXmlException("element " + path + " stands there twice");
                    }
                }
                default -> {
                    // what else a POM says is for its users
                }
            }
        }

        String own(String field, String inherited) {
            return texts.getOrDefault("project/" + field, texts.getOrDefault(inherited, ""));
        }
    }
}
