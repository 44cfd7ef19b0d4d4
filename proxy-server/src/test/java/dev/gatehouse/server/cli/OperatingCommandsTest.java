package dev.gatehouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.upstream.UpstreamReply;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** Simulate, import and the doctor, against a server. */
class OperatingCommandsTest extends ServerDesk {
    OperatingCommandsTest() throws IOException {}

    @Test
    void simulateTellsWhatAChangeOfTrustWouldTake() throws IOException {
        world.published("acme-ui", "1.0.0");

        int code = desk.run("simulate", "npm", "npm-public", "--trust", "trusted");

        assertThat(code).isZero();
        assertThat(desk.out)
                .contains("NAME     WOULD", "acme-ui  ask", "npm-public")
                .contains("Of 1 names that are known here 1 would change");
        assertThat(desk.run("simulate", "npm", "nobody", "--trust", "trusted")).isEqualTo(2);
        assertThat(desk.err).contains("there is no upstream nobody");
        assertThat(desk.run("simulate", "npm", "npm-public", "--trust", "perhaps")).isEqualTo(2);
        assertThat(desk.err).contains("'perhaps': expected one of [trusted, untrusted]");
    }

    @Test
    void importTakesInNamesAndLeavesOutWhatIsOwned() throws IOException {
        world.published("ours", "1.0.0");
        for (String file : List.of("is-odd/is-odd-3.0.1.tgz", "ours/ours-9.0.0.tgz")) {
            Files.createDirectories(directory.resolve("cache").resolve(file).getParent());
            desk.write("cache/" + file, "bytes");
        }
        desk.write("cache/flat-1.0.0.tgz", "bytes");

        int code = desk.run(importing("npm-public"));

        assertThat(code).isZero();
        assertThat(desk.out)
                .contains("npm-public: 1 names imported", "owned: ours", "1 files were not");
        assertThat(desk.run("trust", "provenance")).isZero();
        assertThat(desk.out).contains("is-odd", "import").doesNotContain("ours");
        assertThat(desk.run(importing("npm-public"))).isZero();
        assertThat(desk.out).contains("0 names imported, 1 known before");
        assertThat(desk.run("audit", "--kind", "import")).isZero();
        assertThat(desk.out).contains("npm:is-odd", "names=1");
    }

    private String[] importing(String upstream) {
        return new String[] {
            "import",
            "npm",
            upstream,
            directory.resolve("cache").toString(),
            "--provenance-only",
            "--reason",
            "used before"
        };
    }

    @Test
    void theDoctorTellsOfClientsAndOfTheServer() {
        int code = desk.run("doctor");

        assertThat(code).isZero();
        assertThat(desk.out)
                .contains("ok       configuration, repositories: declared in the file")
                .contains("ok       upstream, main npm internal: answers")
                .contains("No problem was found.");
        world.replies.put("internal", new UpstreamReply.Refused(401, "401"));
        assertThat(desk.run("doctor")).isEqualTo(CommandException.NO);
        assertThat(desk.out).contains("problem  upstream, main npm internal: refuses: 401");
        desk.environment.put("GATEHOUSE_URL", "http://127.0.0.1:1/");
        assertThat(desk.run("doctor")).isEqualTo(CommandException.UNREACHABLE);
        assertThat(desk.run("doctor", "--config", "nowhere.yaml"))
                .isEqualTo(CommandException.USAGE);
    }
}
