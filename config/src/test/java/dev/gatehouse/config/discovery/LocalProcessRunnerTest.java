package dev.gatehouse.config.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class LocalProcessRunnerTest {
    private static final Path HERE = Path.of("").toAbsolutePath();

    private final ProcessRunner runner = new LocalProcessRunner(Duration.ofSeconds(30));

    @Test
    void theOutputIsTakenWithoutWhiteSpaceAndOnlyTheGivenVariablesAreThere() throws Exception {
        assertThat(run("echo \" $WORD-$HOME \"; echo noise >&2")).contains("sesame-");
    }

    @Test
    void failureAbsenceAndFloodsAreEmpty() throws Exception {
        assertThat(run("echo x; exit 3")).isEmpty();
        assertThat(runner.run(List.of("no-such-program-here"), HERE, Map.of())).isEmpty();
        assertThat(run("i=0; while [ $i -lt 7000 ]; do echo 0123456789; i=$((i+1)); done"))
                .isEmpty();
    }

    @Test
    void aProgramThatDoesNotEndIsKilledAtTheDeadline() throws Exception {
        ProcessRunner hasty = new LocalProcessRunner(Duration.ofMillis(50));

        assertThat(hasty.run(List.of("/bin/sh", "-c", "while :; do :; done"), HERE, Map.of()))
                .isEmpty();
    }

    private Optional<String> run(String script) throws InterruptedException {
        return runner.run(List.of("/bin/sh", "-c", script), HERE, Map.of("WORD", "sesame"));
    }
}
