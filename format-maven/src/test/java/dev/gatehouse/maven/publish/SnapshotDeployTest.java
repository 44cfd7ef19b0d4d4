package dev.gatehouse.maven.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.DigestAlgorithm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

class SnapshotDeployTest {
    private static final String NAME = "com.acme:tool";
    private static final Optional<String> SNAPSHOT = Optional.of("1.0-SNAPSHOT");
    private static final String AT = "com/acme/tool/1.0-SNAPSHOT/tool-";
    private static final String FIRST = "1.0-20260101.000000-1";
    private static final String SECOND = "1.0-20260102.000000-2";
    private static final String POM = DeployDesk.pom("1.0-SNAPSHOT", "jar");

    @TempDir private Path directory;

    private static void deploy(DeployDesk desk, String build) throws IOException {
        assertThat(desk.put(AT + build + ".jar", "jar of " + build)).isEmpty();
        assertThat(desk.put(AT + build + ".pom", POM)).isEmpty();
    }

    @Test
    void theNewestBuildIsListedFileByFile() throws Exception {
        DeployDesk desk = new DeployDesk(directory, 0);
        desk.put(AT + FIRST + "-tests.jar", "tests");
        deploy(desk, FIRST);
        deploy(desk, SECOND);

        assertThat(desk.metadata(NAME, SNAPSHOT))
                .contains("<timestamp>20260102.000000</timestamp>", "<buildNumber>2</buildNumber>")
                .containsSubsequence(
                        "<extension>jar</extension>",
                        "<value>" + SECOND + "</value>",
                        "<updated>20260102000000</updated>",
                        "<extension>pom</extension>",
                        "<value>" + SECOND + "</value>",
                        "<classifier>tests</classifier>",
                        "<value>" + FIRST + "</value>");
        assertThat(desk.metadata(NAME, Optional.empty()))
                .contains("<latest>1.0-SNAPSHOT</latest>")
                .doesNotContain("<release>");
        assertThat(desk.files("1.0-SNAPSHOT")).hasSize(5);
    }

    @Test
    void aBuildWhosePomIsOnItsWayIsNotTakenBeforeTheOneBeforeIt() throws Exception {
        DeployDesk desk = new DeployDesk(directory, 1);
        deploy(desk, FIRST);

        desk.put(AT + SECOND + ".jar", "jar of the second");

        assertThat(desk.metadata(NAME, SNAPSHOT))
                .contains("<value>" + FIRST + "</value>", "<buildNumber>1</buildNumber>")
                .doesNotContain(SECOND);
        assertThat(desk.files("1.0-SNAPSHOT")).hasSize(3);
    }

    @Test
    void olderBuildsGoWhenEnoughCompleteOnesHaveCome() throws Exception {
        DeployDesk desk = new DeployDesk(directory, 2);
        for (int day = 1; day <= 5; day++) {
            deploy(desk, "1.0-2026010" + day + ".000000-" + day);
        }

        assertThat(desk.files("1.0-SNAPSHOT"))
                .containsExactly(
                        "tool-1.0-20260104.000000-4.jar",
                        "tool-1.0-20260104.000000-4.pom",
                        "tool-1.0-20260105.000000-5.jar",
                        "tool-1.0-20260105.000000-5.pom");
    }

    @Test
    void buildsAreOrderedByTimeAndNumberNotByText() throws Exception {
        DeployDesk desk = new DeployDesk(directory, 1);
        deploy(desk, "1.0-20260101.000000-9");
        deploy(desk, "1.0-20260101.000000-10");

        assertThat(desk.metadata(NAME, SNAPSHOT)).contains("<buildNumber>10</buildNumber>");
        assertThat(desk.files("1.0-SNAPSHOT")).allMatch(f -> f.contains("-10."));
    }

    @Test
    void aTimeStampedFileNeverChanges() throws Exception {
        DeployDesk desk = new DeployDesk(directory, 0);
        deploy(desk, FIRST);

        assertThat(desk.put(AT + FIRST + ".jar", "other")).isPresent();
    }

    @Test
    void aSnapshotWithoutTimeStampTakesThePlaceOfTheOneBefore() throws Exception {
        DeployDesk desk = new DeployDesk(directory, 1);
        deploy(desk, "1.0-SNAPSHOT");
        String next = DeployDesk.digest(DigestAlgorithm.SHA1, "the next jar");
        assertThat(desk.put(AT + "1.0-SNAPSHOT.jar.sha1", next)).isEmpty();

        assertThat(desk.put(AT + "1.0-SNAPSHOT.jar", "the next jar")).isEmpty();

        assertThat(desk.files("1.0-SNAPSHOT"))
                .containsExactly("tool-1.0-SNAPSHOT.jar", "tool-1.0-SNAPSHOT.pom");
        assertThat(desk.metadata(NAME, SNAPSHOT))
                .contains("<value>1.0-SNAPSHOT</value>")
                .doesNotContain("<timestamp>");
    }

    @Test
    void aDeletedSnapshotMayBeDeployedAnew() throws Exception {
        DeployDesk desk = new DeployDesk(directory, 0);
        deploy(desk, FIRST);
        assertThat(desk.delete("1.0-SNAPSHOT")).isEmpty();
        assertThat(desk.local(NAME).releases()).isEmpty();

        deploy(desk, SECOND);

        assertThat(desk.metadata(NAME, SNAPSHOT)).contains(SECOND).doesNotContain(FIRST);
    }

    @Test
    void aReleaseHasNoBuilds() throws Exception {
        DeployDesk desk = new DeployDesk(directory, 0);
        desk.put("com/acme/tool/1.0/tool-1.0.pom", DeployDesk.pom("1.0", "pom"));

        assertThat(desk.metadata(NAME, Optional.of("1.0"))).isEmpty();
    }
}
