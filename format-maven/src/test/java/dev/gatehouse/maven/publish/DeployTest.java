package dev.gatehouse.maven.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.Version;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class DeployTest {
    private static final String AT = "com/acme/tool/1.0/tool-1.0";
    private static final String NAME = "com.acme:tool";

    @TempDir private Path directory;
    private DeployDesk desk;

    @BeforeEach
    void open() {
        desk = new DeployDesk(directory, 0);
    }

    private record Put(String path, String body) {}

    @Test
    void aReleaseThatIsSentInAnyOrderIsWhole() throws Exception {
        List<Put> puts = new ArrayList<>();
        String pom = DeployDesk.pom("1.0", "jar");
        for (Put file :
                List.of(
                        new Put(AT + ".jar", "the jar"),
                        new Put(AT + ".pom", pom),
                        new Put(AT + "-sources.jar", "the sources"),
                        new Put(AT + "-bin.tar.gz", "the archive"),
                        new Put(AT + ".module", "{}"),
                        new Put(AT + ".jar.asc", "the signature"))) {
            puts.add(file);
            puts.add(sum(file, ".md5", DigestAlgorithm.MD5));
            puts.add(sum(file, ".sha1", DigestAlgorithm.SHA1));
            puts.add(sum(file, ".sha256", DigestAlgorithm.SHA256));
            puts.add(sum(file, ".sha512", DigestAlgorithm.SHA512));
        }
        puts.add(new Put("com/acme/tool/maven-metadata.xml", "<metadata/>"));
        puts.add(new Put("com/acme/tool/maven-metadata.xml.sha1", "0".repeat(40)));
        for (int seed = 0; seed < 50; seed++) {
            DeployDesk one = new DeployDesk(Files.createTempDirectory(directory, "one"), 0);
            Collections.shuffle(puts, new Random(seed));

            for (Put put : puts) {
                assertThat(one.put(put.path(), put.body())).as("%d %s", seed, put.path()).isEmpty();
            }

            assertThat(one.files("1.0")).as("seed %d", seed).hasSize(6);
            assertThat(one.local(NAME).document()).isEmpty();
            assertThat(one.metadata(NAME, Optional.empty()))
                    .contains("<release>1.0</release>", "<version>1.0</version>");
        }
    }

    private static Put sum(Put file, String suffix, DigestAlgorithm algorithm) {
        return new Put(
                file.path() + suffix,
                DeployDesk.digest(algorithm, file.body()) + "  " + file.path() + "\n");
    }

    @Test
    void aVersionIsListedWhenItsPomAndItsMainFileAreThere() throws Exception {
        desk.put(AT + ".jar", "the jar");
        desk.put(AT + "-sources.jar", "the sources");
        String without = desk.metadata(NAME, Optional.empty());

        desk.put(AT + ".pom", DeployDesk.pom("1.0", "jar"));

        assertThat(without).isEmpty();
        assertThat(desk.files("1.0")).hasSize(3);
        assertThat(desk.metadata(NAME, Optional.empty())).contains("<version>1.0</version>");
    }

    @Test
    void aPomThatStandsForItselfIsListedAlone() throws Exception {
        desk.put(AT + ".pom", DeployDesk.pom("1.0", "pom"));
        desk.put("com/acme/tool/2.0/tool-2.0.pom", DeployDesk.pom("2.0", "jar"));

        assertThat(desk.metadata(NAME, Optional.empty()))
                .contains("<version>1.0</version>")
                .doesNotContain("<version>2.0</version>");
    }

    @Test
    void aReleasedFileNeverChangesAndOfABrokenDeployTheSameBytesAreTakenAgain() throws Exception {
        desk.put(AT + ".jar", "the jar");
        long revision = desk.local(NAME).revision();

        var same = desk.put(AT + ".jar", "the jar");
        var other = desk.put(AT + ".jar", "The jar");

        assertThat(same).isEmpty();
        assertThat(desk.local(NAME).revision()).isEqualTo(revision);
        assertThat(other).containsInstanceOf(Refusal.Exists.class);
        assertThat(other.orElseThrow().text()).contains("tool-1.0.jar of com.acme:tool");
    }

    @Test
    void aWholeReleaseIsDeployedOnceAndTheAnswerSaysWhetherTheBytesAreTheSame() throws Exception {
        desk.put(AT + ".jar", "the jar");
        desk.put(AT + ".pom", DeployDesk.pom("1.0", "jar"));

        var same = desk.put(AT + ".jar", "the jar");
        var later = desk.put(AT + "-sources.jar", "the sources");

        assertThat(same).containsInstanceOf(Refusal.Exists.class);
        assertThat(same.orElseThrow().text()).contains("the same bytes");
        assertThat(later).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aChecksumThatDoesNotFitIsRefusedBeforeAndAfterItsFile(boolean before) throws Exception {
        String wrong = DeployDesk.digest(DigestAlgorithm.SHA1, "another jar");
        String first = before ? AT + ".jar.sha1" : AT + ".jar";
        String second = before ? AT + ".jar" : AT + ".jar.sha1";

        var begun = desk.put(first, before ? wrong : "the jar");
        var ended = desk.put(second, before ? "the jar" : wrong);

        assertThat(begun).isEmpty();
        assertThat(ended).containsInstanceOf(Refusal.Invalid.class);
        assertThat(desk.files("1.0")).hasSize(before ? 0 : 1);
    }

    @Test
    void aChecksumThatIsSentAgainReplacesTheFirst() throws Exception {
        desk.put(AT + ".jar.sha1", DeployDesk.digest(DigestAlgorithm.SHA1, "another jar"));
        desk.put(AT + ".jar.sha1", DeployDesk.digest(DigestAlgorithm.SHA1, "the jar"));

        assertThat(desk.put(AT + ".jar", "the jar")).isEmpty();
    }

    @Test
    void checksumsWithoutFilesTakeBoundedRoom() throws Exception {
        for (int i = 0; i < 300; i++) {
            desk.put(AT + "-c" + i + ".jar.sha1", "0".repeat(40));
        }

        assertThat(desk.local(NAME).document().lines()).hasSize(200);
        assertThat(desk.local(NAME).releases()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<project><groupId>com.other</groupId><artifactId>tool</artifactId><version>1.0</version></project>",
                "<project><groupId>com.acme</groupId><artifactId>other</artifactId><version>1.0</version></project>",
                "<project><groupId>com.acme</groupId><artifactId>tool</artifactId><version>1.1</version></project>",
                "<project><artifactId>tool</artifactId><version>1.0</version></project>",
                "<project/>",
                "<metadata/>",
                "no XML",
                "",
                "<!DOCTYPE project [<!ENTITY x SYSTEM"
                        + " 'file:///etc/hostname'>]><project>&x;</project>"
            })
    void aPomThatIsNotThatOfItsPathIsRefused(String pom) throws Exception {
        var answer = desk.put(AT + ".pom", pom);

        assertThat(answer).containsInstanceOf(Refusal.Invalid.class);
        assertThat(desk.local(NAME).revision()).isZero();
    }

    @Test
    void aPomMayHaveItsGroupAndVersionFromItsParent() throws Exception {
        String pom =
                "<project><parent><groupId>com.acme</groupId><artifactId>p</artifactId>"
                        + "<version>1.0</version></parent><artifactId>tool</artifactId></project>";

        assertThat(desk.put(AT + ".pom", pom)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<metadata><groupId>com.other</groupId></metadata>",
                "<metadata><artifactId>other</artifactId></metadata>",
                "<html/>",
                "",
                "<!DOCTYPE metadata><metadata/>"
            })
    void metadataThatIsNotThatOfItsPathIsRefused(String metadata) throws Exception {
        assertThat(desk.put("com/acme/tool/maven-metadata.xml", metadata))
                .containsInstanceOf(Refusal.Invalid.class);
        assertThat(desk.put("com/acme/tool/1.0-SNAPSHOT/maven-metadata.xml", metadata))
                .containsInstanceOf(Refusal.Invalid.class);
    }

    @Test
    void metadataThatClientsSendListsNothing() throws Exception {
        var answer =
                desk.put(
                        "com/acme/tool/maven-metadata.xml",
                        "<metadata><versioning><versions><version>9.9</version></versions></versioning></metadata>");

        assertThat(answer).isEmpty();
        assertThat(desk.local(NAME).revision()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"xyz", "", "abcd", "<html>"})
    void whatIsNoDigestIsNoChecksum(String text) throws Exception {
        assertThat(desk.put(AT + ".jar.sha1", text)).containsInstanceOf(Refusal.Invalid.class);
        assertThat(desk.put("com/acme/tool/maven-metadata.xml.sha1", text))
                .containsInstanceOf(Refusal.Invalid.class);
    }

    @Test
    void whatIsTooBigIsRefused() throws Exception {
        assertThat(desk.put(AT + ".jar", "x".repeat(DeployDesk.MOST + 1)))
                .containsInstanceOf(Refusal.TooLarge.class);
        assertThat(desk.put(AT + ".jar.sha1", "0".repeat(2000)))
                .containsInstanceOf(Refusal.TooLarge.class);
    }

    @Test
    void aDeletedReleaseComesBackOnlyWithTheSameFiles() throws Exception {
        String pom = DeployDesk.pom("1.0", "jar");
        desk.put(AT + ".jar", "the jar");
        desk.put(AT + ".pom", pom);
        assertThat(desk.delete("1.0")).isEmpty();
        assertThat(desk.metadata(NAME, Optional.empty())).isEmpty();

        assertThat(desk.put(AT + ".jar", "other bytes")).containsInstanceOf(Refusal.Conflict.class);
        assertThat(desk.put(AT + ".jar", "the jar")).isEmpty();
        assertThat(desk.put(AT + ".pom", pom + " ")).containsInstanceOf(Refusal.Conflict.class);
        assertThat(desk.put(AT + "-x.jar", "new")).containsInstanceOf(Refusal.Conflict.class);
        assertThat(desk.put(AT + ".pom", pom)).isEmpty();
        assertThat(desk.metadata(NAME, Optional.empty())).contains("<version>1.0</version>");
    }

    @Test
    void whatIsNotPublishedIsNotDeleted() {
        assertThat(desk.delete("1.0")).containsInstanceOf(Refusal.NotFound.class);
    }

    @Test
    void twoDeployersOfPluginsKeepEachOthersPrefixes() throws Exception {
        assertThat(desk.put("com/acme/maven-metadata.xml", plugins("one", "one-plugin"))).isEmpty();
        assertThat(desk.put("com/acme/maven-metadata.xml", plugins("two", "two-plugin"))).isEmpty();
        long revision = desk.local("com:acme").revision();
        assertThat(desk.put("com/acme/maven-metadata.xml", plugins("one", "one-plugin"))).isEmpty();

        assertThat(desk.local("com:acme").revision()).isEqualTo(revision);
        assertThat(desk.metadata("com:acme", Optional.empty()))
                .contains("<prefix>one</prefix>", "<artifactId>one-plugin</artifactId>")
                .contains("<prefix>two</prefix>", "<name>A plugin, é &amp; more</name>");
        assertThat(desk.local("com:acme").find(new Version("1.0"))).isEmpty();
    }

    @Test
    void aGroupHasSoManyPrefixesAndNoMore() throws Exception {
        String many =
                IntStream.rangeClosed(1, 1000)
                        .mapToObj(i -> plugins("p" + i, "p" + i + "-plugin"))
                        .collect(Collectors.joining())
                        .replace("</plugins></metadata><metadata><plugins>", "");
        assertThat(desk.put("com/acme/maven-metadata.xml", many)).isEmpty();

        assertThat(desk.put("com/acme/maven-metadata.xml", plugins("one", "one-plugin")))
                .containsInstanceOf(Refusal.TooLarge.class);
        assertThat(desk.put("com/acme/maven-metadata.xml", plugins("p7", "other-plugin")))
                .isEmpty();
    }

    @Test
    void thePrefixesOfAGroupOfOneWordAreAcknowledgedAndNotKept() throws Exception {
        assertThat(desk.put("acme/maven-metadata.xml", plugins("one", "one-plugin"))).isEmpty();
        assertThat(desk.put("acme/maven-metadata.xml.sha1", "0".repeat(40))).isEmpty();

        assertThat(desk.local("acme:acme").revision()).isZero();
    }

    private static String plugins(String prefix, String artifactId) {
        return "<metadata><plugins><plugin><name>A plugin, é &amp; more</name><prefix>%s</prefix><artifactId>%s</artifactId></plugin></plugins></metadata>"
                .formatted(prefix, artifactId);
    }
}
