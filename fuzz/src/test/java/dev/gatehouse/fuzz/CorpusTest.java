package dev.gatehouse.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What the fuzzer starts from, and what it has found, each input again; and a few random bends. */
class CorpusTest {
    private static final int BENDS = 300;

    private static final Map<String, Consumer<byte[]>> TARGETS =
            Map.of(
                    "packument", PackumentTarget::fuzzerTestOneInput,
                    "simple-html", SimpleHtmlTarget::fuzzerTestOneInput,
                    "simple-json", SimpleJsonTarget::fuzzerTestOneInput,
                    "distribution-name", DistributionNameTarget::fuzzerTestOneInput,
                    "maven-metadata", MavenMetadataTarget::fuzzerTestOneInput,
                    "maven-path", MavenPathTarget::fuzzerTestOneInput);

    @TestFactory
    Stream<DynamicTest> noInputOfTheCorpusIsAFinding() {
        return TARGETS.entrySet().stream()
                .flatMap(t -> inputs(t.getKey()).map(file -> test(t, file)));
    }

    @Test
    void everyTargetHasACorpus() {
        assertThat(TARGETS.keySet()).allSatisfy(t -> assertThat(inputs(t)).isNotEmpty());
    }

    private static DynamicTest test(Map.Entry<String, Consumer<byte[]>> of, Path file) {
        Consumer<byte[]> target = of.getValue();
        return DynamicTest.dynamicTest(
                of.getKey() + "/" + file.getFileName(),
                () -> {
                    byte[] input = Files.readAllBytes(file);
                    target.accept(input);
                    for (long seed = 0; seed < BENDS; seed++) {
                        byte[] bent = bent(input, new Random(seed));
                        assertThatCode(() -> target.accept(bent))
                                .as("seed %d", seed)
                                .doesNotThrowAnyException();
                    }
                });
    }

    /** Some bytes changed, doubled or cut off. */
    private static byte[] bent(byte[] input, Random random) {
        byte[] bent = input.clone();
        for (int i = 0; i <= random.nextInt(4) && bent.length > 0; i++) {
            bent[random.nextInt(bent.length)] = (byte) random.nextInt(256);
        }
        int end = random.nextInt(3) == 0 ? random.nextInt(bent.length + 1) : bent.length;
        return Arrays.copyOf(bent, end);
    }

    private static Stream<Path> inputs(String target) {
        try {
            var url = Objects.requireNonNull(CorpusTest.class.getResource("/corpus/" + target));
            try (Stream<Path> files = Files.list(Path.of(url.toURI()))) {
                return files.sorted().toList().stream();
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
