package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class PublishedExamplesAtTheGateTest {
    private static final String NAME = "cloudsmith_web";
    private Gate gate;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate();
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    private static ScriptedUpstream filled(
            ScriptedUpstream upstream, String from, String... versions) {
        List<String> lines = new ArrayList<>();
        for (String version : versions) {
            byte[] bytes = (from + " " + version).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            lines.add(Gate.line(version, NAME + "-" + version, bytes));
            upstream.file(NAME, NAME + "-" + version, bytes);
        }
        return upstream.index(NAME, lines.toArray(String[]::new));
    }

    private String file(String version) throws Exception {
        var answer = gate.file(NAME, version, NAME + "-" + version);
        return answer.status() == 200 ? Gate.text(answer) : Integer.toString(answer.status());
    }

    @Test
    void localThenTheTrustedUpstreamOwnANameThatAnUntrustedOneHasToo() throws Exception {
        var untrusted = filled(gate.untrusted("P"), "P", "2.1.1", "2.1.2", "2.1.3");
        filled(gate.trusted("V"), "V", "2.1.1", "2.1.2");
        gate.local(NAME, "2.1.1");

        assertThat(gate.versions(NAME)).containsExactly("2.1.1 local", "2.1.2 V");
        assertThat(file("2.1.1")).isEqualTo("local 2.1.1");
        assertThat(file("2.1.2")).isEqualTo("V 2.1.2");
        assertThat(file("2.1.3")).isEqualTo("403");
        assertThat(untrusted.asked()).isEmpty();
    }

    @Test
    void localAloneOwnsANameThatAnUntrustedUpstreamHasToo() throws Exception {
        var untrusted = filled(gate.untrusted("P"), "P", "2.1.1", "2.1.2", "2.1.3");
        gate.local(NAME, "2.1.1");

        assertThat(gate.versions(NAME)).containsExactly("2.1.1 local");
        assertThat(file("2.1.1")).isEqualTo("local 2.1.1");
        assertThat(file("2.1.2")).isEqualTo("403");
        assertThat(untrusted.asked()).isEmpty();
    }

    @Test
    void anUntrustedUpstreamAloneServesAllItHasAndWhatComesLater() throws Exception {
        var untrusted = filled(gate.untrusted("P"), "P", "2.1.1", "2.1.2", "2.1.3");

        assertThat(gate.versions(NAME)).containsExactly("2.1.1 P", "2.1.2 P", "2.1.3 P");
        assertThat(file("2.1.3")).isEqualTo("P 2.1.3");
        filled(untrusted, "P", "2.1.1", "2.1.2", "2.1.3", "2.1.4");
        gate.clock.advance(java.time.Duration.ofHours(2));
        assertThat(gate.versions(NAME)).contains("2.1.4 P");
        assertThat(file("2.1.4")).isEqualTo("P 2.1.4");
    }

    @Test
    void theTrustedUpstreamOwnsANameThatTheUntrustedOneHasToo() throws Exception {
        var untrusted = filled(gate.untrusted("P"), "P", "2.1.1", "2.1.2", "2.1.3");
        filled(gate.trusted("V"), "V", "2.1.1", "2.1.2");

        assertThat(gate.versions(NAME)).containsExactly("2.1.1 V", "2.1.2 V");
        assertThat(file("2.1.1")).isEqualTo("V 2.1.1");
        assertThat(file("2.1.3")).isEqualTo("403");
        assertThat(untrusted.asked()).isEmpty();
    }

    @Test
    void aTrustedUpstreamGoesOnWhereLocalEnds() throws Exception {
        filled(gate.trusted("P"), "P", "2.1.1", "2.1.2", "2.1.3");
        gate.local(NAME, "2.1.1");

        assertThat(gate.versions(NAME)).containsExactly("2.1.1 local", "2.1.2 P", "2.1.3 P");
        assertThat(file("2.1.1")).isEqualTo("local 2.1.1");
        assertThat(file("2.1.3")).isEqualTo("P 2.1.3");
    }
}
