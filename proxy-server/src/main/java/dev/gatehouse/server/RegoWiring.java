package dev.gatehouse.server;

import dev.gatehouse.core.policy.Policies;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyJudge;
import dev.gatehouse.core.policy.PolicyRule;
import dev.gatehouse.server.policy.ModuleCheck;
import dev.gatehouse.server.rego.InputSchema;
import dev.gatehouse.server.rego.OpaCompiler;
import dev.gatehouse.server.rego.RegoEngine;
import dev.gatehouse.server.rego.RegoFinding;
import dev.gatehouse.server.rego.RegoInput;
import dev.gatehouse.server.rego.RegoJudge;
import dev.gatehouse.server.rego.RegoModules;
import dev.gatehouse.server.rego.WasmDirectory;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/** Puts together what asks policies in Rego. */
final class RegoWiring implements ModuleCheck, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(RegoWiring.class);

    private final InputSchema schema = InputSchema.read();
    private final RegoEngine engine;
    private final RegoModules modules;
    private final InstantSource clock;

    /**
     * @param opa the compiler, by its path or as it is found on the PATH
     * @param compiled where modules are kept that were compiled
     */
    RegoWiring(String opa, Path compiled, InstantSource clock) {
        int cores = Runtime.getRuntime().availableProcessors();
        this.engine = new RegoEngine(cores, RegoEngine.USUAL_DEADLINE, clock);
        this.modules =
                new RegoModules(
                        new OpaCompiler(opa, OpaCompiler.USUAL_DEADLINE, schema),
                        new WasmDirectory(compiled),
                        engine,
                        cores);
        this.clock = clock;
    }

    /** What judges policies, those in Rego and those built in. */
    PolicyJudge judge() {
        return new RegoJudge(modules, engine, new RegoInput(), clock);
    }

    /**
     * Makes the policies in force ready, though they may have come from a backup without what was
     * compiled of them, and forgets all others. One that cannot be asked is told of here, and
     * refuses.
     */
    void follow(Policies policies) {
        take(policies);
        policies.whenChanged(() -> take(policies));
    }

    private void take(Policies policies) {
        try {
            take(policies.current().policies());
        } catch (IllegalStateException unreadable) {
            LOG.error("Nothing that policies are about is served", unreadable);
        }
    }

    private void take(List<Policy> policies) {
        List<Policy> inRego =
                policies.stream().filter(p -> p.rule() instanceof PolicyRule.Rego).toList();
        modules.retain(inRego.stream().map(RegoWiring::text).toList());
        try {
            for (Policy policy : inRego) {
                RegoModules.Loaded loaded = modules.load(text(policy));
                if (!loaded.isValid()) {
                    LOG.error(
                            "The policy {} cannot be asked: {}", policy.name(), loaded.findings());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String text(Policy policy) {
        return policy.rule() instanceof PolicyRule.Rego(String module) ? module : "";
    }

    /** What policies are shown, as a JSON Schema. */
    String schema() {
        return schema.text();
    }

    @Override
    public Checked check(String module) throws InterruptedException {
        return checked(modules.check(module).findings());
    }

    /** One that was compiled before needs no compiler. */
    @Override
    public Checked ready(String module) throws InterruptedException {
        return checked(modules.load(module).findings());
    }

    private static Checked checked(List<RegoFinding> found) {
        String raw = found.stream().map(RegoFinding::message).collect(Collectors.joining("\n"));
        return new Checked(found.stream().map(RegoWiring::finding).toList(), raw);
    }

    private static Finding finding(RegoFinding found) {
        Severity severity =
                switch (found.severity()) {
                    case ERROR -> Severity.ERROR;
                    case WARNING -> Severity.WARNING;
                };
        return new Finding(severity, found.code(), found.message(), found.line().orElse(0));
    }

    @Override
    public void close() {
        engine.close();
    }
}
