package dev.gatehouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.advisory.Osv;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;

/** Commands about advisories, over the API. */
class OsvCommandsTest extends ServerDesk {
    OsvCommandsTest() throws IOException {}

    private String run(int exit, String... arguments) {
        assertThat(desk.run(arguments)).as(desk.out + desk.err).isEqualTo(exit);
        return desk.out;
    }

    private static Osv some() {
        return new Osv()
                .with("GHSA-1", "npm", "left-pad", "1.3.0")
                .with("odd.json", "{\"id\": 7}")
                .with("README.md", "hello");
    }

    @Test
    void aZipFileIsImportedAndWhatWasLeftOutIsTold() throws IOException {
        some().zip(directory.resolve("osv.zip"));

        assertThat(run(0, "osv", "import", "osv.zip"))
                .contains(
                        "1 advisories are in force",
                        "1 files that are no records",
                        "Refused as malformed: 1",
                        "odd.json: id: expected a text, found 7");
        assertThat(run(0, "osv", "status")).contains("1 advisories of", "1 records were refused");
    }

    @Test
    void aDirectoryIsPackedAndSent() throws IOException {
        some().directory(directory.resolve("osv"));

        assertThat(run(0, "osv", "import", "osv", "--json")).contains("\"kept\" : 1");
    }

    @Test
    void whatCannotBeReadChangesNothingAndTheStatusSaysSo() throws IOException {
        some().zip(directory.resolve("osv.zip"));
        run(0, "osv", "import", "osv.zip");
        Files.writeString(directory.resolve("none.zip"), "hello");

        run(2, "osv", "import", "none.zip");
        assertThat(desk.err).contains("it is no zip file, or was cut");
        run(2, "osv", "import", "missing.zip");
        assertThat(run(1, "osv", "status")).contains("1 advisories of", "The last try", "none.zip");
        assertThat(run(1, "osv", "status", "--json")).contains("\"failure\" : {");
    }

    @Test
    void withoutAnyTheStatusIsNo() {
        assertThat(run(1, "osv", "status")).contains("No advisories were ever imported.");
    }
}
