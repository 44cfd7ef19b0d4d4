package dev.gatehouse.fuzz;

import dev.gatehouse.maven.path.MavenCoordinates;
import dev.gatehouse.maven.path.MavenPath;

import java.nio.charset.StandardCharsets;

/** Paths of a Maven repository: what is read as coordinates is written back as the same path. */
public final class MavenPathTarget {
    private MavenPathTarget() {}

    /** One input; the name is the fuzzer's. */
    public static void fuzzerTestOneInput(byte[] input) {
        String path = new String(input, StandardCharsets.UTF_8);
        if (MavenPath.parse(path) instanceof MavenPath.Artifact(MavenCoordinates read)
                && !written(read).equals(path)) {
            throw new AssertionError(path + " was read as " + read);
        }
    }

    private static String written(MavenCoordinates of) {
        String directory = of.groupId().replace('.', '/') + "/" + of.artifactId();
        String classifier = of.classifier().map(c -> "-" + c).orElse("");
        String file = of.artifactId() + "-" + of.fileVersion() + classifier + "." + of.extension();
        return directory + "/" + of.version() + "/" + file;
    }
}
