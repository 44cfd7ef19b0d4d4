package dev.gatehouse.server.store;

import static dev.gatehouse.core.store.Records.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.store.Blob;
import dev.gatehouse.core.store.Records;
import dev.gatehouse.core.store.StoredFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A process that is killed while it commits loses nothing that it has acknowledged. */
final class StoreCrashTest {
    private static final int KILLS = Integer.getInteger("crash.kills", 5);

    @TempDir private Path directory;

    @Test
    @Timeout(300)
    void whatAKilledProcessHasAcknowledgedIsThereAndWhole() throws Exception {
        Random random = new Random();
        Set<Integer> acknowledged = new HashSet<>();
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledged.addAll(writeAndKill(kill, 1 + random.nextInt(200)));

            assertAllThere(acknowledged, kill);
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILLS);
    }

    /** The numbers that the writer acknowledged before, or while, it was killed. */
    private Set<Integer> writeAndKill(int life, int afterLines) throws Exception {
        Process writer =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Xmx128m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                StoreCrashWriter.class.getName(),
                                directory.toString(),
                                String.valueOf(life))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        Set<Integer> numbers = new HashSet<>();
        try (BufferedReader lines = writer.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null) {
                if (line.endsWith(".")) {
                    numbers.add(Integer.valueOf(line.substring(0, line.length() - 1)));
                }
                if (numbers.size() == afterLines) {
                    // Not by Process, which would close the stream that is read here.
                    writer.toHandle().destroyForcibly();
                }
                line = lines.readLine();
            }
        } finally {
            writer.destroyForcibly();
        }
        writer.waitFor();
        return numbers;
    }

    private void assertAllThere(Set<Integer> acknowledged, int kill) throws IOException {
        try (StoreDirectory store = Stores.open(directory)) {
            for (int number : acknowledged) {
                List<StoredFile> files =
                        store.metadata().releases().files(key(StoreCrashWriter.name(number)));
                assertThat(files).as("kill %d: number %d", kill, number).hasSize(1);
            }
            for (var name :
                    store.metadata()
                            .releases()
                            .storedNames(
                                    Records.MAIN,
                                    Records.NPM,
                                    Optional.empty(),
                                    Integer.MAX_VALUE)) {
                StoredFile file = store.metadata().releases().files(key(name.value())).getFirst();
                Blob blob = store.blobs().find(file.sha256()).orElseThrow();
                assertThat(blob.size()).isEqualTo(file.size());
                assertThat(store.blobs().verify(file.sha256()))
                        .isEqualTo(FileBlobStore.Condition.WHOLE);
            }
        }
    }
}
