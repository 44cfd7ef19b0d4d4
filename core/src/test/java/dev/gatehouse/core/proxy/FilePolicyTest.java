package dev.gatehouse.core.proxy;

import static dev.gatehouse.core.policy.Sample.policy;
import static dev.gatehouse.core.policy.Sample.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.policy.Judgement;
import dev.gatehouse.core.policy.PolicyRule;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

/**
 * Policies where each file is a package of its own, as in Python: one does not speak for another.
 */
class FilePolicyTest {
    private static final byte[] F = Bodies.of("of f");
    private static final byte[] G = Bodies.of("of g");
    private static final byte[] H = Bodies.of("of h");

    private PackedGate packed;
    private Gate gate;
    private ScriptedUpstream upstream;

    @BeforeEach
    void open() throws Exception {
        packed = new PackedGate(true);
        gate = packed.gate;
        upstream =
                gate.untrusted("P")
                        .index(
                                "x",
                                Gate.line("1", "f", F),
                                Gate.line("1", "g", G),
                                Gate.line("2", "h", H))
                        .file("x", "f", F)
                        .file("x", "g", G)
                        .file("x", "h", H);
        gate.judge.says("no g", s -> isOf(s.item().file().toString()));
        gate.policies.set(
                policy(
                        "no g",
                        1,
                        new PolicyRule.Rego("package cloudsmith"),
                        state(PackageState.QUARANTINED)));
    }

    @AfterEach
    void close() throws Exception {
        packed.close();
    }

    private static Judgement isOf(String file) {
        return file.contains("g")
                ? new Judgement.Matched(List.of("it is g"), "{}")
                : new Judgement.Passed("{}");
    }

    private int status(String version, String file) throws Exception {
        return gate.file("x", version, file).status();
    }

    @Test
    void aFileIsHeldWithoutItsVersion() throws Exception {
        assertThat(status("1", "g")).isEqualTo(403);
        assertThat(status("1", "f")).isEqualTo(200);
        assertThat(status("2", "h")).isEqualTo(200);

        assertThat(status("1", "g")).isEqualTo(403);
        assertThat(status("1", "f")).isEqualTo(200);
    }

    @Test
    void aFileThatIsFetchedAnewIsJudgedInThePlaceOfTheOldOne() throws Exception {
        assertThat(status("2", "h")).isEqualTo(200);
        assertThat(status("1", "f")).isEqualTo(200);
        gate.blobs.delete(Digest.sha256(Gate.sha256(F)));
        gate.restart();

        assertThat(status("1", "f")).isEqualTo(200);

        assertThat(upstream.asked("files/x/f")).isEqualTo(2);
        assertThat(gate.judge.asked).hasSize(3);
    }

    @Test
    void ofAPublicationEachFileIsJudgedByItself() throws Exception {
        packed.receive("3", false, "a", "good");

        assertThat(status("3", "a")).isEqualTo(200);
        assertThat(status("3", "g")).isEqualTo(403);
    }
}
