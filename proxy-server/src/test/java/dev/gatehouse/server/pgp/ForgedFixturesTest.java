package dev.gatehouse.server.pgp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files as a forger would lay them out, in folders named after the forgery; one is a control. */
class ForgedFixturesTest {
    private static final Path FORGED = Path.of("src/test/resources/pgp/forged");

    @TempDir private Path directory;

    static List<String> forgeries() throws IOException {
        try (var folders = Files.list(FORGED)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void eachForgeryIsSeenForWhatItIs(String forgery) throws IOException {
        // given
        var folder = FORGED.resolve(forgery);
        var bench = new Bench(directory).ring("KEYS", Files.readAllBytes(folder.resolve("KEYS")));

        // when
        var verification =
                bench.verify(
                        Files.readAllBytes(folder.resolve("lib-1.2.jar.asc")),
                        Files.readAllBytes(folder.resolve("lib-1.2.jar")));

        // then
        assertThat(verification.best().reason().orElseThrow().word())
                .isEqualTo(Files.readString(folder.resolve("verdict.txt")).strip());
        assertThat(verification.signed()).isEqualTo(forgery.equals("control"));
    }
}
