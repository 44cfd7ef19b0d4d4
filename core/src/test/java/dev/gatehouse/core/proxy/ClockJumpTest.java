package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** A clock that jumps by a month and back opens nothing. */
class ClockJumpTest {
    private static final byte[] BYTES = "bytes".getBytes(StandardCharsets.UTF_8);
    private Gate gate;
    private ScriptedUpstream open;
    private ScriptedUpstream own;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate();
        open = gate.untrusted("P");
        own = gate.trusted("V");
        for (String name : List.of("ours", "theirs", "proven", "free")) {
            open.index(name, Gate.line("9", name + "-9", BYTES)).file(name, name + "-9", BYTES);
        }
        own.versions("theirs", "1");
        gate.local("ours", "1");
        assertThat(gate.file("proven", "9", "proven-9").status()).isEqualTo(200);
        gate.local("proven", "1");
        assertThat(gate.versions("theirs")).containsExactly("1 V");
        assertThat(gate.versions("free")).containsExactly("9 P");
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    @ParameterizedTest(name = "{0} days, then {1}; {2}")
    @CsvSource({
        "30, -30, up", "-30, 30, up", "-30, -30, up", "30, 30, up",
        "30, -30, down", "-30, 30, down", "-30, -30, down", "30, 30, down",
        "30, -30, withdrawn", "-30, 30, withdrawn", "-30, -30, withdrawn", "30, 30, withdrawn"
    })
    void aJumpChangesNoDecisionForTheWorse(int first, int second, String state) throws Exception {
        switch (state) {
            case "down" -> own.down();
            case "withdrawn" -> own.without("index/theirs");
            default -> {}
        }
        holds(state);

        gate.clock.advance(Duration.ofDays(first));
        holds(state);
        gate.clock.advance(Duration.ofDays(second));
        holds(state);

        gate.restart();
        holds(state);
    }

    private void holds(String state) throws Exception {
        assertThat(gate.versions("ours")).containsExactly("1 local");
        assertThat(gate.file("ours", "9", "ours-9").status()).isIn(403, 503);
        assertThat(gate.versions("theirs")).noneMatch(line -> line.endsWith(" P"));
        assertThat(gate.file("theirs", "9", "theirs-9").status()).isIn(403, 503);
        assertThat(gate.versions("proven")).containsExactly("1 local", "9 P");
        assertThat(gate.provenance("proven")).containsExactly("P");
        assertThat(open.asked()).doesNotContain("index/ours", "index/theirs");
        if (state.equals("down")) {
            assertThat(gate.versions("free")).isIn(List.of("9 P"), List.of("503"));
        } else {
            assertThat(gate.versions("free")).containsExactly("9 P");
        }
    }
}
