package dev.gatehouse.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.FileKind;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.maven.metadata.MavenRelease;
import dev.gatehouse.maven.path.MavenName;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;

/** Which files of a version are signed, and where the signature is. */
class MavenSigningTest {
    private static final PackageName LIB = MavenName.of("com.acme:lib");
    private static final Version ONE = new Version("1.0");

    private final MavenSigning signing = new MavenSigning();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lib-1.0.pom",
                "lib-1.0.jar",
                "lib-1.0-sources.jar",
                "lib-1.0.module",
                "lib-1.0.tar.gz"
            })
    void artifactsAndPomsAreSigned(String file) {
        assertThat(signing.counts(LIB, ONE, new FileName(file))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lib-1.0.jar.asc",
                "lib-1.0.jar.sha1",
                "lib-1.0.jar.asc.md5",
                "lib-1.0.jar.sigstore.json",
                "lib-2.0.jar",
                "other"
            })
    void signaturesAndChecksumsAreNot(String file) {
        assertThat(signing.counts(LIB, ONE, new FileName(file))).isFalse();
    }

    @Test
    void theSignatureLiesBesideTheFileAndIsACompanion() {
        var at = signing.at(MavenRelease.upstream(LIB, ONE), new FileName("lib-1.0.pom"));

        assertThat(at.orElseThrow().location())
                .isEqualTo(URI.create("com/acme/lib/1.0/lib-1.0.pom.asc"));
        assertThat(at.orElseThrow().kind()).isEqualTo(FileKind.COMPANION);
    }

    @Test
    void aNameThatIsTooLongForOneHasNone() {
        assertThat(signing.beside(new FileName("x".repeat(252)))).isEmpty();
        assertThat(signing.beside(new FileName("x".repeat(251)))).isPresent();
    }

    @Test
    void theRepositorysOwnSignatureHasANameOfItsOwnBesideThePublishers() {
        FileName jar = new FileName("lib-1.0.jar");

        assertThat(signing.ours(jar)).contains(new FileName("lib-1.0.jar.repository.asc"));
        assertThat(signing.signed(new FileName("lib-1.0.jar.repository.asc"))).contains(jar);
        assertThat(signing.signed(new FileName("lib-1.0.jar.asc"))).contains(jar);
        assertThat(signing.signed(jar)).isEmpty();
        assertThat(signing.signed(new FileName(".asc"))).isEmpty();
        assertThat(signing.counts(LIB, ONE, new FileName("lib-1.0.jar.repository.asc"))).isFalse();
        assertThat(signing.ours(new FileName("x".repeat(241)))).isEmpty();
        assertThat(signing.ours(new FileName("x".repeat(240)))).isPresent();
    }
}
