package dev.gatehouse.server.rego;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.policy.Judgement;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** An engine with real policies. */
final class RegoRig implements Closeable {
    static final Instant NOW = Instant.ofEpochSecond(0, RegoBatch.NOW);

    private final RegoEngine engine;
    private final RegoModules modules;

    RegoRig(Duration deadline) throws IOException, InterruptedException {
        this(OpaCommand.compiler(), WasmStore.NONE, deadline);
    }

    RegoRig(RegoCompiler compiler, WasmStore store, Duration deadline) {
        engine = new RegoEngine(2, deadline, InstantSource.fixed(NOW));
        modules = new RegoModules(compiler, store, engine, 2);
    }

    RegoModules modules() {
        return modules;
    }

    RegoEngine engine() {
        return engine;
    }

    /** A policy that must load. */
    RegoModule policy(String rules) throws InterruptedException {
        RegoModules.Loaded loaded = modules.load("package cloudsmith\n\n" + rules);
        assertThat(loaded.isValid()).as("%s", loaded.findings()).isTrue();
        return loaded.module().orElseThrow();
    }

    Judgement ask(RegoModule module, String input) throws InterruptedException {
        return engine.judge(module, input.getBytes(StandardCharsets.UTF_8));
    }

    Judgement ask(String rules) throws InterruptedException {
        return ask(policy(rules), "{\"v0\": {\"package\": {\"name\": \"x\"}}}");
    }

    @Override
    public void close() {
        engine.close();
    }
}
