package dev.gatehouse.server.rego;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.policy.Judgement;
import dev.gatehouse.server.rego.builtin.Builtins;
import dev.gatehouse.server.rego.wasm.OpaException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeoutException;

/**
 * Modules and inputs that somebody has tampered with: each is refused, fails or answers, and
 * nothing else is harmed. The number of each is that of the system property {@code rego.fuzz}.
 */
class RegoFuzzTest {
    private static final int ROUNDS = Integer.getInteger("rego.fuzz", 250);
    private static final int INPUTS_A_ROUND = 4;
    private static final long SEED = Long.getLong("rego.fuzz.seed", 20261122);
    private static final String INPUT =
            "{\"v0\": {\"package\": {\"name\": \"left-pad\", \"signed\": false, \"score\": 9.5}}}";

    private final Random random = new Random(SEED);
    @TempDir private Path directory;

    private enum Outcome {
        REFUSED,
        FAILED,
        ANSWERED
    }

    @Test
    void no_module_however_mutilated_harms_another() throws Exception {
        byte[] wasm = compiled();
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        try (var rig = new RegoRig(none(), WasmStore.NONE, Duration.ofSeconds(1))) {
            RegoModule good = module(rig, wasm).orElseThrow();
            for (int i = 0; i < ROUNDS; i++) {
                Outcome outcome = outcome(rig, mutated(wasm, i));
                outcomes.merge(outcome, 1, Integer::sum);
            }

            assertThat(rig.ask(good, INPUT)).isInstanceOf(Judgement.Matched.class);
        }
        assertThat(outcomes).containsKey(Outcome.REFUSED);
        assertThat(outcomes.values().stream().mapToInt(n -> n).sum()).isEqualTo(ROUNDS);
    }

    @Test
    void no_input_however_mutilated_harms_the_next() throws Exception {
        byte[] wasm = compiled();
        byte[] input = INPUT.getBytes(StandardCharsets.UTF_8);
        try (var rig = new RegoRig(none(), WasmStore.NONE, Duration.ofSeconds(30))) {
            RegoModule good = module(rig, wasm).orElseThrow();
            for (int i = 0; i < ROUNDS * INPUTS_A_ROUND; i++) {
                Judgement judgement = rig.engine().judge(good, mutated(input, i));

                assertThat(judgement).isNotNull();
            }

            assertThat(rig.ask(good, INPUT)).isInstanceOf(Judgement.Matched.class);
        }
    }

    private static Outcome outcome(RegoRig rig, byte[] wasm) throws InterruptedException {
        Optional<RegoModule> module = module(rig, wasm);
        if (module.isEmpty()) {
            return Outcome.REFUSED;
        }
        return rig.ask(module.get(), INPUT) instanceof Judgement.Failed
                ? Outcome.FAILED
                : Outcome.ANSWERED;
    }

    private static Optional<RegoModule> module(RegoRig rig, byte[] wasm)
            throws InterruptedException {
        try {
            return Optional.of(
                    rig.engine().load(() -> RegoModule.of(wasm, Builtins.standard(), 1)));
        } catch (OpaException | TimeoutException refused) {
            return Optional.empty();
        }
    }

    /** Some bytes changed, cut out, doubled, or the end cut off. */
    private byte[] mutated(byte[] original, int round) {
        byte[] bytes = original.clone();
        int changes = 1 + round % 4;
        for (int i = 0; i < changes; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        int at = random.nextInt(bytes.length);
        return switch (round % 8) {
            case 6 -> Arrays.copyOf(bytes, at);
            case 7 -> spliced(bytes, at, random.nextInt(bytes.length));
            default -> bytes;
        };
    }

    private static byte[] spliced(byte[] bytes, int head, int tail) {
        byte[] spliced = new byte[head + bytes.length - tail];
        System.arraycopy(bytes, 0, spliced, 0, head);
        System.arraycopy(bytes, tail, spliced, head, bytes.length - tail);
        return spliced;
    }

    private byte[] compiled() throws Exception {
        Files.writeString(
                directory.resolve("p.rego"),
                """
                package cloudsmith

                default match := false

                match if count(reason) > 0

                reason contains sprintf("%s scores %.1f", [p.name, p.score]) if {
                	p := input.v0.package
                	not p.signed
                	some i in numbers.range(1, 10)
                	i * p.score > 90
                }
                """);
        OpaCommand.run(
                directory, "build", "-t", "wasm", "-e", "cloudsmith", "-o", "b.tar.gz", "p.rego");
        return OpaBundle.read(Files.readAllBytes(directory.resolve("b.tar.gz"))).wasm();
    }

    private static RegoCompiler none() {
        return module -> RegoCompiler.Compilation.refused(RegoFinding.error("none", "none"));
    }
}
