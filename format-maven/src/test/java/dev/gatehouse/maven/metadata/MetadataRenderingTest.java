package dev.gatehouse.maven.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.format.Rendering;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.maven.path.MavenName;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class MetadataRenderingTest {
    private static final Version SNAPSHOT = new Version("1.0-SNAPSHOT");
    private static final IndexKey PART = new IndexKey(Documents.TOOL, "1.0-SNAPSHOT");

    @Test
    void versionsOfAllSourcesStandInMavensOrderWithTheirOwnHighest() throws Exception {
        var index =
                new Documents(Documents.TOOL)
                        .with(
                                "v",
                                Documents.KEY,
                                Documents.versions("20250101000000", "1.10", "1.2-SNAPSHOT"))
                        .with(
                                "p",
                                Documents.KEY,
                                Documents.versions("20260101000000", "1.9", "2.0-SNAPSHOT"));

        assertThat(index.text())
                .isEqualTo(
                        """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <metadata>
                          <groupId>com.acme</groupId>
                          <artifactId>tool</artifactId>
                          <versioning>
                            <latest>2.0-SNAPSHOT</latest>
                            <release>1.10</release>
                            <versions>
                              <version>1.2-SNAPSHOT</version>
                              <version>1.9</version>
                              <version>1.10</version>
                              <version>2.0-SNAPSHOT</version>
                            </versions>
                            <lastUpdated>20260101000000</lastUpdated>
                          </versioning>
                        </metadata>
                        """);
    }

    @Test
    void theTimeMovesWithTheRulingAndAForgedOneIsPassedOver() throws Exception {
        var index =
                new Documents(Documents.TOOL)
                        .with("p", Documents.KEY, Documents.versions("99990101000000", "1.0"));

        String never = index.text();
        var ruled = index.render(Documents.whole(), Instant.parse("2026-11-22T01:02:03Z"));

        assertThat(never).doesNotContain("lastUpdated");
        assertThat(Documents.text((Rendering.Document) ruled))
                .contains("<lastUpdated>20261122010203</lastUpdated>");
        assertThat(((Rendering.Document) ruled).headers().first("last-modified"))
                .contains("Sun, 22 Nov 2026 01:02:03 GMT");
    }

    @ParameterizedTest
    @EnumSource(
            value = DigestAlgorithm.class,
            names = {"MD5", "SHA1", "SHA256", "SHA512"})
    void aChecksumIsThatOfTheDocumentAndStandsInItsHeadersToo(DigestAlgorithm algorithm)
            throws Exception {
        var index =
                new Documents(Documents.TOOL)
                        .with("p", Documents.KEY, Documents.versions("20260101000000", "1.0"));
        var document = index.document(Documents.whole());
        byte[] bytes = Documents.text(document).getBytes(StandardCharsets.UTF_8);

        var checksum = index.document(new MetadataStyle(Optional.empty(), Optional.of(algorithm)));

        String hex = Digest.compute(algorithm, bytes).hex();
        assertThat(Documents.text(checksum)).isEqualTo(hex);
        assertThat(document.headers().first("x-checksum-" + algorithm.javaName().replace("-", "")))
                .contains(hex);
    }

    @Test
    void aPrefixIsThePluginsOfTheFirstSourceThatMaySpeakForThem() throws Exception {
        PackageName group = MavenName.of("com:acme");
        PackageName ours = MavenName.of("com.acme:our-plugin");
        PackageName theirs = MavenName.of("com.acme:their-plugin");
        String v = Documents.plugin("ours", "our-plugin");
        String u =
                Documents.plugin("ours", "their-plugin")
                        + Documents.plugin("evil", "our-plugin")
                        + Documents.plugin("theirs", "their-plugin");
        var index =
                new Documents(group)
                        .with("v", IndexKey.of(group), plugins(v))
                        .with("u", IndexKey.of(group), plugins(u))
                        .speaking(
                                Map.of(
                                        new SourceId("v"), Set.of(ours),
                                        new SourceId("u"), Set.of(theirs)));

        assertThat(index.text())
                .isEqualTo(
                        """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <metadata>
                          <plugins>
                            <plugin>
                              <name>A &amp; B</name>
                              <prefix>ours</prefix>
                              <artifactId>our-plugin</artifactId>
                            </plugin>
                            <plugin>
                              <name>A &amp; B</name>
                              <prefix>theirs</prefix>
                              <artifactId>their-plugin</artifactId>
                            </plugin>
                          </plugins>
                        </metadata>
                        """);
    }

    private static String plugins(String entries) {
        return "<metadata><plugins>" + entries + "</plugins></metadata>";
    }

    @Test
    void withoutAVersionOrAPluginThereIsNoDocument() throws Exception {
        var index =
                new Documents(MavenName.of("com:acme"))
                        .with(
                                "u",
                                IndexKey.of(MavenName.of("com:acme")),
                                plugins(Documents.plugin("evil", "evil-plugin")));

        assertThat(index.render(Documents.whole(), Instant.EPOCH))
                .isInstanceOf(Rendering.Nothing.class);
    }

    @Test
    void theBuildsOfASnapshotAreThoseOfItsOwner() throws Exception {
        var index = new Documents(Documents.TOOL).with("v", PART, snapshot("1.0-SNAPSHOT"));

        var document = index.document(new MetadataStyle(Optional.of(SNAPSHOT), Optional.empty()));

        assertThat(Documents.text(document))
                .isEqualTo(
                        """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <metadata>
                          <groupId>com.acme</groupId>
                          <artifactId>tool</artifactId>
                          <version>1.0-SNAPSHOT</version>
                          <versioning>
                            <snapshot>
                              <timestamp>20260102.030405</timestamp>
                              <buildNumber>6</buildNumber>
                            </snapshot>
                            <lastUpdated>20260102030405</lastUpdated>
                            <snapshotVersions>
                              <snapshotVersion>
                                <classifier>tests</classifier>
                                <extension>jar</extension>
                                <value>1.0-20260102.030405-6</value>
                                <updated>20260102030405</updated>
                              </snapshotVersion>
                            </snapshotVersions>
                          </versioning>
                        </metadata>
                        """);
    }

    @Test
    void theBuildsOfAnotherSnapshotAreNoneOfThisOne() throws Exception {
        var index = new Documents(Documents.TOOL).with("v", PART, snapshot("1.0-SNAPSHOT"));
        Version other = new Version("2.0-SNAPSHOT");

        assertThat(
                        index.render(
                                new MetadataStyle(Optional.of(other), Optional.empty()),
                                Instant.EPOCH))
                .isInstanceOf(Rendering.Nothing.class);
    }

    /** One entry that is right, and some that name files of other versions or none. */
    private static String snapshot(String version) {
        return """
        <metadata>
          <version>%s</version>
          <versioning>
            <snapshot><timestamp>20260102.030405</timestamp><buildNumber>6</buildNumber></snapshot>
            <lastUpdated>20260102030405</lastUpdated>
            <snapshotVersions>
              <snapshotVersion><classifier>tests</classifier><extension>jar</extension>
                <value>1.0-20260102.030405-6</value><updated>20260102030405</updated></snapshotVersion>
              <snapshotVersion><extension>jar</extension>
                <value>2.0-20260102.030405-6</value><updated>20260102030405</updated></snapshotVersion>
              <snapshotVersion><extension>../jar</extension>
                <value>1.0-20260102.030405-6</value></snapshotVersion>
              <snapshotVersion><extension>jar</extension>
                <value>1.0-../../x</value></snapshotVersion>
            </snapshotVersions>
          </versioning>
        </metadata>
        """
                .formatted(version);
    }
}
