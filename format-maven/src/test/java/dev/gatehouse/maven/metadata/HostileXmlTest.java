package dev.gatehouse.maven.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.maven.path.MavenName;
import dev.gatehouse.maven.xml.MalformedXmlException;
import dev.gatehouse.maven.xml.StrictXml;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

class HostileXmlTest {
    private static final String RIGHT = Documents.versions("20260101000000", "1.0");
    private static final String BODY = RIGHT.substring("<metadata>".length());

    private static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("empty", ""),
                Arguments.of("white space", "  \n"),
                Arguments.of("a page", "<!DOCTYPE html><title>Sign in</title>"),
                Arguments.of("a page without type", "<html><body>Sign in</body></html>"),
                Arguments.of("JSON", "{\"versions\":[]}"),
                Arguments.of("cut off", RIGHT.substring(0, RIGHT.length() - 20)),
                Arguments.of("two roots", RIGHT + RIGHT),
                Arguments.of("a document type", "<!DOCTYPE metadata>" + RIGHT),
                Arguments.of(
                        "an external one", "<!DOCTYPE m SYSTEM 'http://127.0.0.1:1/x'>" + RIGHT),
                Arguments.of("laughs", laughs()),
                Arguments.of(
                        "a file",
                        "<!DOCTYPE m [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
                                + RIGHT.replace("1.0", "&x;")),
                Arguments.of("deep", "<metadata>" + "<a>".repeat(100_000)),
                Arguments.of("many attributes", "<metadata " + attributes() + "/>"),
                Arguments.of("many versions", many()),
                Arguments.of("huge", "<metadata>" + " ".repeat(17 << 20) + "</metadata>"),
                Arguments.of("a plugin's prefix twice", plugin("<prefix>a</prefix>".repeat(2))),
                Arguments.of("a plugin's artifactId twice", plugin("<artifactId>b</artifactId>")),
                Arguments.of(
                        "a snapshot's build number twice",
                        versioning(
                                "<snapshot>"
                                        + "<buildNumber>1</buildNumber>".repeat(2)
                                        + "</snapshot>")),
                Arguments.of(
                        "a snapshot version's value twice",
                        versioning(
                                "<snapshotVersions><snapshotVersion>"
                                        + "<value>1.0-SNAPSHOT</value>".repeat(2)
                                        + "</snapshotVersion></snapshotVersions>")),
                Arguments.of("versioning twice", twice("<versioning/>")),
                Arguments.of("groupId twice", twice("<groupId>com.acme</groupId>")),
                Arguments.of("another group", "<metadata><groupId>com.other</groupId>" + BODY),
                Arguments.of("another case", "<metadata><groupId>Com.acme</groupId>" + BODY),
                Arguments.of("another artifact", "<metadata><artifactId>other</artifactId>" + BODY),
                Arguments.of(
                        "the group's own and another artifact",
                        "<metadata><groupId>com.acme.tool</groupId><artifactId>x</artifactId>"
                                + BODY));
    }

    private static String laughs() {
        StringBuilder xml = new StringBuilder("<!DOCTYPE metadata [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            xml.append("<!ENTITY a%d \"&a%d;&a%d;\">".formatted(i, i - 1, i - 1));
        }
        return xml + "]>" + RIGHT.replace("1.0", "&a29;");
    }

    private static String attributes() {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            all.append('a').append(i).append("='1' ");
        }
        return all.toString();
    }

    private static String many() {
        StringBuilder all = new StringBuilder("<metadata><versioning><versions>");
        for (int i = 0; i < 100_001; i++) {
            all.append("<version>").append(i).append("</version>");
        }
        return all + "</versions></versioning></metadata>";
    }

    private static String plugin(String more) {
        return "<metadata><plugins><plugin><artifactId>a</artifactId>%s</plugin></plugins></metadata>"
                .formatted(more);
    }

    private static String versioning(String inner) {
        return "<metadata><versioning>" + inner + "</versioning></metadata>";
    }

    private static String twice(String element) {
        return "<metadata>" + element + element + "</metadata>";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void whatIsNotPlainlyThePackagesOwnMetadataIsRefused(String what, String xml) {
        assertThatThrownBy(() -> Documents.read(Documents.KEY, xml))
                .as(what)
                .isInstanceOf(MalformedXmlException.class);
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void bytesAreReadInOneWayWhateverTheDeclarationSays(Charset charset) {
        byte[] bytes =
                ("<?xml version='1.0' encoding='" + charset + "'?>" + RIGHT).getBytes(charset);

        assertThatThrownBy(() -> new MetadataReader().read(Documents.KEY, ByteBuffer.wrap(bytes)))
                .isInstanceOf(MalformedXmlException.class);
    }

    private static Stream<Charset> encodings() {
        return Stream.of(
                StandardCharsets.UTF_16,
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE,
                StandardCharsets.UTF_32);
    }

    @Test
    void bytesThatAreNotUtf8AreRefusedInMetadataAndReplacedInAPom() throws Exception {
        byte[] metadata =
                RIGHT.replace("1.0", "1.0-S\u00f8ren").getBytes(StandardCharsets.ISO_8859_1);
        byte[] pom =
                """
                <project><groupId>com.acme</groupId><artifactId>tool</artifactId>
                <version>1.0</version><description>S\u00f8ren</description></project>
                """
                        .getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(
                        () -> new MetadataReader().read(Documents.KEY, ByteBuffer.wrap(metadata)))
                .isInstanceOf(MalformedXmlException.class)
                .hasMessageContaining("not UTF-8");
        assertThat(Pom.read(new StrictXml(), ByteBuffer.wrap(pom)))
                .isEqualTo(new Pom("com.acme", "tool", "1.0", "jar"));
    }

    @Test
    void anElementDeeperDownIsNotThePluginsOwn() throws Exception {
        var index =
                Documents.read(
                        Documents.KEY,
                        "<metadata><groupId>com.acme.tool</groupId><plugins><plugin>"
                                + "<artifactId>a</artifactId><prefix>a</prefix>"
                                + "<more><prefix>b</prefix></more></plugin></plugins></metadata>");

        assertThat(index.document().toString()).contains("prefix=a").doesNotContain("prefix=b");
    }

    @Test
    void whatServersReallySendIsRead() throws Exception {
        String xml =
                "\ufeff<?xml version='1.0' encoding='ISO-8859-1'?><!-- a note --><metadata"
                        + " xmlns='http://maven.apache.org/METADATA/1.1.0'"
                        + " modelVersion='1.1.0'><groupId> com.acme\n"
                        + "</groupId><version>1.0</version>"
                        + BODY;

        var index = Documents.read(Documents.KEY, xml);

        assertThat(index.releases()).containsOnlyKeys(new Version("1.0"));
    }

    @Test
    void versionsThatNoPathCanNameArePassedOver() throws Exception {
        var index =
                Documents.read(
                        Documents.KEY,
                        Documents.versions("x", "1.0", "../2.0", "", "3 0", "4;x", "-5", "1.0"));

        assertThat(index.releases()).containsOnlyKeys(new Version("1.0"));
    }

    @Test
    void metadataOfASnapshotMustBeOfThatVersion() {
        IndexKey key = new IndexKey(Documents.TOOL, "1.0-SNAPSHOT");

        assertThatThrownBy(
                        () ->
                                Documents.read(
                                        key,
                                        "<metadata><version>2.0-SNAPSHOT</version></metadata>"))
                .hasMessageContaining("2.0-SNAPSHOT");
    }

    @Test
    void aPomTellsItsCoordinatesOrItsParents() throws Exception {
        Pom pom =
                Pom.read(
                        new StrictXml(),
                        Documents.bytes(
                                """
                                <project><parent><groupId>com.acme</groupId>
                                <artifactId>parent</artifactId><version>1.0</version></parent>
                                <artifactId>tool</artifactId><packaging>war</packaging>
                                <developers><developer><name>S&oslash;ren</name></developer></developers>
                                <build><plugins><plugin><groupId>x</groupId></plugin></plugins></build>
                                </project>
                                """));

        assertThat(pom).isEqualTo(new Pom("com.acme", "tool", "1.0", "war"));
        assertThat(pom.contradiction(Documents.TOOL, new Version("1.0"), "1.0")).isEmpty();
        assertThat(pom.contradiction(Documents.TOOL, new Version("2.0"), "2.0")).isPresent();
        assertThat(pom.contradiction(MavenName.of("com.acme:x"), new Version("1.0"), "1.0"))
                .isPresent();
    }

    @Test
    void anExpressionInAPomContradictsNothing() {
        Pom pom = new Pom("${group}", "tool", "${revision}", "jar");

        assertThat(pom.contradiction(Documents.TOOL, new Version("7"), "7")).isEmpty();
    }
}
