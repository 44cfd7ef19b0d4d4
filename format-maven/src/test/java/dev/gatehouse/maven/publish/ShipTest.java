package dev.gatehouse.maven.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.format.Facts;
import dev.gatehouse.core.format.Packaging;
import dev.gatehouse.core.format.Parcel;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.Shipment;
import dev.gatehouse.core.format.StoredVersion;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.LocalPackage;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packages that are sent at once. */
class ShipTest {
    private static final Map<String, String> TOOL =
            Map.of("group_id", "com.acme", "artifact_id", "tool", "version", "1.0");
    private static final String PACKED = "META-INF/maven/com.acme/tool/pom.xml";

    @TempDir private Path directory;
    private DeployDesk desk;

    @BeforeEach
    void open() {
        desk = new DeployDesk(directory, 0);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] jar(String... paths) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (String path : paths) {
                zip.putNextEntry(new ZipEntry(path));
                zip.write(utf8(DeployDesk.pom("1.0", "jar")));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private Shipment.Item main(byte[] content) throws IOException {
        return desk.item("package_file", "some.jar", content);
    }

    @Test
    void coordinatesThatAreToldNameTheFilesAndAPomIsMadeWhereNoneIs() throws Exception {
        Optional<Refusal> refusal =
                desk.ship(
                        TOOL,
                        main(utf8("no archive")),
                        desk.item("sources_file", "src.jar", utf8("s")),
                        desk.item("javadoc_file", "doc.jar", utf8("d")),
                        desk.item("tests_file", "t.jar", utf8("t")),
                        desk.item("extra_files", "tool-1.0-x.zip", utf8("x")));

        assertThat(refusal).isEmpty();
        assertThat(desk.files("1.0"))
                .containsExactly(
                        "tool-1.0-javadoc.jar",
                        "tool-1.0-sources.jar",
                        "tool-1.0-tests.jar",
                        "tool-1.0-x.zip",
                        "tool-1.0.jar",
                        "tool-1.0.pom");
        assertThat(desk.metadata("com.acme:tool", Optional.empty())).contains("1.0</release>");
    }

    @Test
    void elseThePomThatComesWithItTellsThem() throws Exception {
        Shipment.Item pom = desk.item("pom_file", "pom.xml", utf8(DeployDesk.pom("2.0", "jar")));

        assertThat(desk.ship(Map.of(), main(utf8("bytes")), pom)).isEmpty();
        assertThat(desk.files("2.0")).containsExactly("tool-2.0.jar", "tool-2.0.pom");
    }

    @Test
    void elseThePomInTheJar() throws Exception {
        assertThat(desk.ship(Map.of(), main(jar(PACKED)))).isEmpty();
        assertThat(desk.files("1.0")).containsExactly("tool-1.0.jar", "tool-1.0.pom");
    }

    @Test
    void aPomAloneIsAPackage() throws Exception {
        byte[] pom = utf8(DeployDesk.pom("1.0", "pom"));

        assertThat(desk.ship(Map.of(), desk.item("package_file", "pom.xml", pom))).isEmpty();
        assertThat(desk.files("1.0")).containsExactly("tool-1.0.pom");
    }

    @Test
    void withoutCoordinatesItIsRefused() throws Exception {
        String shaded = "META-INF/maven/org.other/lib/pom.xml";

        assertThat(desk.ship(Map.of(), main(jar("A.class"))).orElseThrow().text())
                .contains("no group_id");
        assertThat(desk.ship(Map.of(), main(jar(PACKED, shaded))).orElseThrow().text())
                .contains("no group_id");
        assertThat(desk.ship(Map.of(), main(utf8("no archive"))).orElseThrow().text())
                .contains("no group_id");
    }

    @Test
    void aPomOfOtherCoordinatesIsRefused() throws Exception {
        Shipment.Item pom = desk.item("pom_file", "pom.xml", utf8(DeployDesk.pom("2.0", "jar")));

        assertThat(desk.ship(TOOL, main(utf8("bytes")), pom).orElseThrow().text())
                .contains("the POM is that of com.acme:tool:2.0");
        assertThat(desk.files("1.0")).isEmpty();
    }

    @Test
    void aFileOfAnotherVersionIsRefusedWithTheExpectedForm() throws Exception {
        Shipment.Item extra = desk.item("extra_files", "other-1.0.jar", utf8("x"));

        assertThat(desk.ship(TOOL, main(utf8("bytes")), extra).orElseThrow().text())
                .contains("expected tool-1.0[-CLASSIFIER].EXTENSION");
    }

    @Test
    void aReleaseThatIsWholeIsTakenOnce() throws Exception {
        desk.ship(TOOL, main(utf8("bytes")));

        assertThat(desk.ship(TOOL, main(utf8("bytes")))).containsInstanceOf(Refusal.Exists.class);
        assertThat(desk.ship(TOOL, main(utf8("other")))).containsInstanceOf(Refusal.Exists.class);
    }

    @Test
    void otherLayoutsAreRefusedByTheirWord() {
        Packaging<?, ?> packaging = desk.format().packaging().orElseThrow();

        assertThat(packaging.wrong(shipment("sbt_version", "1.9")).orElseThrow().word())
                .isEqualTo("sbt_version");
        assertThat(packaging.wrong(shipment("group_id", "../..")).orElseThrow().word())
                .isEqualTo("group_id");
        assertThat(packaging.wrong(shipment("group_id", "com.acme"))).isEmpty();
    }

    private static Shipment shipment(String word, String value) {
        return new Shipment(Map.of(word, value), List.of(), false, "ci");
    }

    @Test
    void aVersionIsOnePackageNamedAfterItsArtifact() throws Exception {
        desk.ship(TOOL, main(utf8("bytes")), desk.item("sources_file", "s.jar", utf8("s")));
        LocalPackage local = desk.local("com.acme:tool");
        Version version = new Version("1.0");

        var packaging = desk.format().packaging().orElseThrow();
        List<Parcel> parcels =
                packaging.parcels(
                        new StoredVersion(
                                local.key(),
                                version,
                                local.find(version).orElseThrow().files(),
                                Optional.of(local)));

        assertThat(parcels).hasSize(1);
        Parcel parcel = parcels.getFirst();
        assertThat(parcel.name()).isEqualTo("tool");
        assertThat(parcel.primary().file().value()).isEqualTo("tool-1.0.jar");
        assertThat(parcel.parts())
                .extracting(Parcel.Part::tag)
                .containsExactly("pkg", "pom", "sources");
        Facts facts =
                packaging.facts(
                        parcel,
                        new Packaging.Told<>(
                                Optional.empty(), Optional.empty(), Optional.of(local)));
        assertThat(facts.identifiers()).containsEntry("group_id", "com.acme");
        assertThat(packaging.path(local.key().name(), version, parcel.primary().file()))
                .isEqualTo("com/acme/tool/1.0/tool-1.0.jar");
    }
}
