package dev.gatehouse.maven.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.Version;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;
import java.util.Random;

class MavenPathTest {
    private static final MavenPath.Artifact JAR = artifact("1.0", "1.0", Optional.empty(), "jar");

    @Test
    void anArtifactIsReadFromItsPath() {
        assertThat(MavenPath.parse("com/acme/tool/1.0/tool-1.0.jar")).isEqualTo(JAR);
        assertThat(MavenPath.parse("com/acme/tool/1.0/tool-1.0-sources.jar"))
                .isEqualTo(artifact("1.0", "1.0", Optional.of("sources"), "jar"));
        assertThat(MavenPath.parse("com/acme/tool/1.0/tool-1.0-bin.tar.gz"))
                .isEqualTo(artifact("1.0", "1.0", Optional.of("bin"), "tar.gz"));
        assertThat(MavenPath.parse("com/acme/tool/1.0/tool-1.0-linux-x86_64.jar"))
                .isEqualTo(artifact("1.0", "1.0", Optional.of("linux-x86_64"), "jar"));
    }

    @Test
    void theNameIsGroupAndArtifact() {
        var path = (MavenPath.Artifact) MavenPath.parse("com/acme/my.tool/1.0/my.tool-1.0.pom");

        assertThat(path.coordinates().name().value()).isEqualTo("com.acme:my.tool");
    }

    @Test
    void aSnapshotFileMayBearATimeStamp() {
        assertThat(
                        MavenPath.parse(
                                "com/acme/tool/1.0-SNAPSHOT/tool-1.0-20260102.030405-6-tests.jar"))
                .isEqualTo(
                        artifact(
                                "1.0-SNAPSHOT",
                                "1.0-20260102.030405-6",
                                Optional.of("tests"),
                                "jar"));
        assertThat(MavenPath.parse("com/acme/tool/1.0-SNAPSHOT/tool-1.0-SNAPSHOT.jar"))
                .isEqualTo(artifact("1.0-SNAPSHOT", "1.0-SNAPSHOT", Optional.empty(), "jar"));
    }

    @Test
    void checksumsAndSignaturesBelongToTheirFile() {
        assertThat(MavenPath.parse("com/acme/tool/1.0/tool-1.0.jar.sha1"))
                .isEqualTo(new MavenPath.Checksum(JAR, DigestAlgorithm.SHA1));
        assertThat(MavenPath.parse("com/acme/tool/1.0/tool-1.0.jar.asc"))
                .isEqualTo(new MavenPath.Signature(JAR, "asc"));
        assertThat(MavenPath.parse("com/acme/tool/1.0/tool-1.0.jar.asc.sha512"))
                .isEqualTo(
                        new MavenPath.Checksum(
                                new MavenPath.Signature(JAR, "asc"), DigestAlgorithm.SHA512));
        assertThat(MavenPath.parse("com/acme/tool/1.0/tool-1.0.jar.sigstore.json"))
                .isEqualTo(new MavenPath.Signature(JAR, "sigstore.json"));
        assertThat(MavenPath.parse("com/acme/tool/1.0/tool-1.0.jar.sigstore.md5"))
                .isEqualTo(
                        new MavenPath.Checksum(
                                new MavenPath.Signature(JAR, "sigstore"), DigestAlgorithm.MD5));
    }

    @Test
    void metadataStandsAtThreeLevels() {
        assertThat(MavenPath.parse("com/acme/tool/1.0-SNAPSHOT/maven-metadata.xml"))
                .isEqualTo(
                        new MavenPath.SnapshotMetadata(
                                "com.acme", "tool", new Version("1.0-SNAPSHOT")));
        assertThat(MavenPath.parse("com/acme/tool/maven-metadata.xml"))
                .isEqualTo(new MavenPath.Metadata(List.of("com", "acme", "tool")));
        assertThat(MavenPath.parse("acme/maven-metadata.xml.sha256"))
                .isEqualTo(
                        new MavenPath.Checksum(
                                new MavenPath.Metadata(List.of("acme")), DigestAlgorithm.SHA256));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "maven-metadata.xml",
                "com",
                "com/acme/tool/1.0/",
                "com/acme/tool/1.0/other-1.0.jar",
                "com/acme/tool/1.0/tool-1.1.jar",
                "com/acme/tool/1.0/tool-1.0",
                "com/acme/tool/1.0/tool-1.0.",
                "com/acme/tool/1.0/tool-1.0-.jar",
                "com/../tool/1.0/tool-1.0.jar",
                "com//tool/1.0/tool-1.0.jar",
                "com/acme/tool/1.0/tool-1.0.jar.asc.asc",
                "com/acme/tool/1.0/tool-1.0-x.jar.asc.asc",
                "com/acme/tool/1.0/tool-1.0-x.jar.sha1.sha1",
                "com/acme/tool/maven-metadata.xml.asc",
                "archetype-catalog.xml",
                ".meta/prefixes.txt",
                ".index/nexus-maven-repository-index.gz",
                "com/acme/tool/1.0/tool-1.0.jar;x=y",
                "com/acme/tool/1.0/tool-1.0.jar%00",
                "com\\acme/tool/1.0/tool-1.0.jar",
                "com/acme./tool/1.0/tool-1.0.jar",
                "com/acme/tool/1.0/tool-1.0.jar.sha1.sha1",
                "com/a:b/tool/1.0/tool-1.0.jar",
                "com/acme/tool/1.0/tool-1.0-20260102.030405-6.jar/x",
                "../maven-metadata.xml",
                "com/ac me/tool/1.0/tool-1.0.jar",
                "tool/1.0/tool-1.0.jar"
            })
    void anythingElseIsUnknown(String path) {
        assertThat(MavenPath.parse(path)).isEqualTo(new MavenPath.Unknown());
    }

    @Test
    void aPathThatIsBuiltFromCoordinatesIsReadAsThem() {
        long seed = 25;
        var random = new Random(seed);
        for (int round = 0; round < 1_000; round++) {
            var group = word(random) + "." + word(random);
            var artifact = word(random) + "-" + word(random);
            var version = random.nextInt(30) + "." + random.nextInt(30) + "-" + word(random);
            var path =
                    "%s/%s/%s/%s-%s.jar"
                            .formatted(
                                    group.replace('.', '/'), artifact, version, artifact, version);

            var read = MavenPath.parse(path);

            assertThat(read)
                    .as("seed %d, %s", seed, path)
                    .isEqualTo(
                            new MavenPath.Artifact(
                                    new MavenCoordinates(
                                            group,
                                            artifact,
                                            new Version(version),
                                            version,
                                            Optional.empty(),
                                            "jar")));
        }
    }

    private static String word(Random random) {
        return random.ints(1 + random.nextInt(6), 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static MavenPath.Artifact artifact(
            String version, String fileVersion, Optional<String> classifier, String extension) {
        return new MavenPath.Artifact(
                new MavenCoordinates(
                        "com.acme",
                        "tool",
                        new Version(version),
                        fileVersion,
                        classifier,
                        extension));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.0", "1.0.0-rc.1", "20260101.120000"})
    void metadataOfAReleaseIsNoOtherPackagesMetadata(String version) {
        String directory = "com/acme/tool/" + version;

        assertThat(MavenPath.parse(directory + "/maven-metadata.xml"))
                .isInstanceOf(MavenPath.Unknown.class);
        assertThat(MavenPath.parse(directory + "/maven-metadata.xml.sha1"))
                .isInstanceOf(MavenPath.Unknown.class);
        assertThat(MavenPath.parse("com/acme/2tool/maven-metadata.xml"))
                .isInstanceOf(MavenPath.Metadata.class);
    }
}
