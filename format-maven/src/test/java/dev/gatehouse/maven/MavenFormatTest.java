package dev.gatehouse.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.format.IndexDocument;
import dev.gatehouse.core.format.Unlisted;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FileKind;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.ReleaseFile;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.maven.metadata.MavenRelease;
import dev.gatehouse.maven.path.MavenName;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class MavenFormatTest {
    private static final PackageName TOOL = MavenName.of("com.acme:tool");
    private static final Version ONE = new Version("1.0");
    private static final Version SNAPSHOT = new Version("1.0-SNAPSHOT");
    private static final String SHA1 = "a9993e364706816aba3e25717850c26c9cd0d89d";

    private final MavenFormat format = new MavenFormat(1 << 20, 0);

    @ParameterizedTest
    @CsvSource({
        "1.0,          tool-1.0.jar,                            CONTENT",
        "1.0,          tool-1.0.jar.asc,                        COMPANION",
        "1.0,          tool-1.0.jar.sigstore.json,              COMPANION",
        "1.0,          tool-1.0.jar.sha1,                       COMPANION",
        "1.0-SNAPSHOT, tool-1.0-20260102.030405-6.jar,          CONTENT",
        "1.0-SNAPSHOT, tool-1.0-SNAPSHOT.jar,                   CHANGING",
        "1.0-SNAPSHOT, tool-1.0-SNAPSHOT.jar.asc,               CHANGING",
    })
    void aFileOfAnUpstreamNeedNotBeListed(String version, String file, FileKind kind) {
        MavenRelease release = MavenRelease.upstream(TOOL, new Version(version));

        ReleaseFile found = format.file(release, new FileName(file)).orElseThrow();

        assertThat(found.kind()).isEqualTo(kind);
        assertThat(found.location()).isEqualTo(URI.create("com/acme/tool/" + version + "/" + file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"other-1.0.jar", "tool-2.0.jar", "maven-metadata.xml", "tool-1.0"})
    void aFileOfAnotherNameIsNoneOfTheVersion(String file) {
        assertThat(format.file(MavenRelease.upstream(TOOL, ONE), new FileName(file))).isEmpty();
    }

    @Test
    void whatIsPublishedHereHasOnlyWhatIsStored() {
        MavenRelease local = new MavenRelease(TOOL, ONE, true, true, Optional.empty(), List.of());

        assertThat(format.file(local, new FileName("tool-1.0.jar"))).isEmpty();
    }

    @Test
    void checksumsAreAskedForContentOnlyAndSha1First() {
        MavenRelease release = MavenRelease.upstream(TOOL, ONE);
        var jar = format.file(release, new FileName("tool-1.0.jar")).orElseThrow();
        var signature = format.file(release, new FileName("tool-1.0.jar.asc")).orElseThrow();

        assertThat(format.digestRequests(jar).keySet())
                .containsExactly(DigestAlgorithm.SHA1, DigestAlgorithm.MD5);
        assertThat(format.digestRequests(jar).values().iterator().next().location())
                .isEqualTo(URI.create("com/acme/tool/1.0/tool-1.0.jar.sha1"));
        assertThat(format.digestRequests(signature)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "X-Checksum-SHA1,              " + SHA1,
                "x-goog-meta-checksum-sha1,    " + SHA1,
                "x-amz-meta-checksum-sha1,     " + SHA1,
                "ETag,                         \"{SHA1{" + SHA1 + "}}\"",
            })
    void digestsInHeadersAreTakenAsMavenTakesThem(String header, String value) {
        Digest sha1 = new Digest(DigestAlgorithm.SHA1, SHA1);

        assertThat(format.digests(Headers.of(header, value))).containsExactly(sha1);
        assertThat(format.describe(Set.of(sha1)).first("x-checksum-sha1")).contains(SHA1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "abc", "<html>", "a9993e364706816aba3e25717850c26c9cd0d89g", "null"})
    void whatIsNoDigestTellsNothing(String value) {
        assertThat(format.digests(Headers.of("x-checksum-sha1", value))).isEmpty();
    }

    @Test
    void aVersionIsProbedByItsPomAndASnapshotByItsBuilds() {
        Unlisted<MavenRelease> unlisted = format.unlisted().orElseThrow();

        assertThat(unlisted.probe(TOOL, ONE).location())
                .isEqualTo(URI.create("com/acme/tool/1.0/tool-1.0.pom"));
        assertThat(unlisted.probe(TOOL, SNAPSHOT).location())
                .isEqualTo(URI.create("com/acme/tool/1.0-SNAPSHOT/maven-metadata.xml"));
        assertThat(format.indexRequest(new IndexKey(TOOL, "1.0-SNAPSHOT")).location())
                .isEqualTo(URI.create("com/acme/tool/1.0-SNAPSHOT/maven-metadata.xml"));
    }

    @Test
    void aRightAnswerUnderAnyContentTypeIsAnAnswer() throws Exception {
        Unlisted<MavenRelease> unlisted = format.unlisted().orElseThrow();
        String pom =
                "<project><groupId>com.acme</groupId><artifactId>tool</artifactId><version>1.0</version></project>";

        unlisted.check(TOOL, ONE, answer("text/html", pom));
        unlisted.check(TOOL, SNAPSHOT, answer("", "<metadata/>"));

        assertThat(unlisted.release(TOOL, ONE).isLocal()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<!DOCTYPE html><title>Sign in</title>",
                "<html/>",
                "{}",
                "<project><groupId>com.other</groupId><artifactId>tool</artifactId><version>1.0</version></project>"
            })
    void whatIsNoSuchPomIsNoAnswer(String body) {
        Unlisted<MavenRelease> unlisted = format.unlisted().orElseThrow();

        assertThatThrownBy(() -> unlisted.check(TOOL, ONE, answer("text/xml", body)))
                .isInstanceOf(BadUpstreamException.class);
        assertThatThrownBy(() -> unlisted.check(TOOL, SNAPSHOT, answer("text/xml", body)))
                .isInstanceOf(BadUpstreamException.class);
        assertThatThrownBy(() -> format.readIndex(IndexKey.of(TOOL), answer("text/xml", body)))
                .isInstanceOf(BadUpstreamException.class);
    }

    private static IndexDocument answer(String type, String body) {
        return new IndexDocument(
                ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)),
                type,
                URI.create("http://127.0.0.1:1/"));
    }

    @Test
    void theNewestIsTheHighestReleaseElseTheHighestSnapshot() {
        assertThat(format.newest(Set.of(ONE, new Version("1.10"), new Version("2-SNAPSHOT"))))
                .contains(new Version("1.10"));
        assertThat(format.newest(Set.of(SNAPSHOT))).contains(SNAPSHOT);
        assertThat(format.newest(Set.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a.jar, application/java-archive",
        "a.pom, text/xml",
        "a.tar.gz, application/gzip",
        "a.html, application/octet-stream",
        "a.svg, application/octet-stream",
        "a.JAR.SHA1, text/plain"
    })
    void nothingIsServedAsWhatABrowserWouldRun(String file, String type) {
        assertThat(format.contentType(new FileName(file))).isEqualTo(type);
    }
}
