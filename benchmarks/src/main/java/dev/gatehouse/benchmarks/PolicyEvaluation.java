package dev.gatehouse.benchmarks;

import dev.gatehouse.core.policy.Judgement;
import dev.gatehouse.server.rego.InputSchema;
import dev.gatehouse.server.rego.OpaCompiler;
import dev.gatehouse.server.rego.RegoEngine;
import dev.gatehouse.server.rego.RegoModule;
import dev.gatehouse.server.rego.RegoModules;
import dev.gatehouse.server.rego.WasmStore;
import dev.gatehouse.server.rego.builtin.Builtins;
import dev.gatehouse.server.rego.wasm.OpaException;
import dev.gatehouse.server.rego.wasm.OpaInstance;
import dev.gatehouse.server.rego.wasm.OpaProgram;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * How long a policy that asks for signatures takes, in its instance alone, and by the engine with
 * its threads and its deadline. Needs opa: on the PATH, or named by the system property {@code
 * opa}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class PolicyEvaluation {
    private static final String MODULE =
            """
            package cloudsmith

            default match := false

            match if count(reason) != 0

            reason contains msg if {
            	not input.v0["package"].signed
            	msg := "The package carries no trusted signature"
            }
            """;

    private static final byte[] INPUT =
            """
            {"v0": {"package": {"format": "npm", "name": "left-pad", "version": "1.3.0",
              "files": [{"filename": "left-pad-1.3.0.tgz", "size": 3619, "is_primary": true}],
              "num_files": 1, "size": 3619, "is_local": false, "license": {"raw_license": "MIT"},
              "tags": [], "slug": "left-pad-130", "slug_perm": "x", "signed": false,
              "signature": {"status": "absent", "trust": "none"}, "signatures": []},
              "repository": {"name": "main", "slug": "main", "slug_perm": "m"},
              "workspace": {"name": "main", "slug": "main"},
              "identity": {"name": "left-pad", "version": "1.3.0", "format": "npm"}}}
            """
                    .getBytes(StandardCharsets.UTF_8);

    /** What of it the policy reads, which is all that it is handed. */
    private static final byte[] READ =
            "{\"v0\": {\"package\": {\"signed\": false}}}".getBytes(StandardCharsets.UTF_8);

    private final InstantSource clock = InstantSource.system();
    private final RegoEngine engine = new RegoEngine(2, RegoEngine.USUAL_DEADLINE, clock);
    private final Compiled compiled = Compiled.of(engine);

    private record Compiled(OpaInstance instance, int entrypoint, RegoModule module) {
        static Compiled of(RegoEngine engine) {
            var compiler =
                    new OpaCompiler(
                            System.getProperty("opa", "opa"),
                            OpaCompiler.USUAL_DEADLINE,
                            InputSchema.read());
            try {
                byte[] wasm = compiler.compile(MODULE).wasm().orElseThrow();
                OpaInstance instance = OpaProgram.of(wasm, Builtins.standard()).instance();
                var modules = new RegoModules(compiler, WasmStore.NONE, engine, 2);
                return new Compiled(
                        instance,
                        Objects.requireNonNull(instance.entrypoints().get("cloudsmith")),
                        modules.load(MODULE).module().orElseThrow());
            } catch (OpaException | InterruptedException failed) {
                throw new IllegalStateException("the policy cannot be compiled", failed);
            }
        }
    }

    /** Ends the engine's threads. */
    @TearDown
    public void end() {
        engine.close();
    }

    /** The evaluation itself. */
    @Benchmark
    public Object instance() throws OpaException, InterruptedException {
        return compiled.instance().evaluate(compiled.entrypoint(), READ, clock.instant());
    }

    /** The same, if the policy were handed the whole document. */
    @Benchmark
    public Object wholeInput() throws OpaException, InterruptedException {
        return compiled.instance().evaluate(compiled.entrypoint(), INPUT, clock.instant());
    }

    /** With the hand-over to a thread of the engine and back. */
    @Benchmark
    public Judgement engine() throws InterruptedException {
        return engine.judge(compiled.module(), READ);
    }
}
