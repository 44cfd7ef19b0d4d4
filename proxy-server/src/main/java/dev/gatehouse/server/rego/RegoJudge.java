package dev.gatehouse.server.rego;

import dev.gatehouse.core.advisory.Scan;
import dev.gatehouse.core.policy.BuiltInRules;
import dev.gatehouse.core.policy.Judgement;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyJudge;
import dev.gatehouse.core.policy.PolicyRule;
import dev.gatehouse.core.policy.Subject;
import dev.gatehouse.server.rego.value.RegoValue;
import dev.gatehouse.server.rego.value.RegoValue.Bool;
import dev.gatehouse.server.rego.value.RegoValue.Fields;
import dev.gatehouse.server.rego.value.RegoValue.Items;
import dev.gatehouse.server.rego.value.RegoValue.Text;
import dev.gatehouse.server.rego.value.RegoWriter;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Asks policies in Rego by the engine in the process, and the built-in rules without. */
public final class RegoJudge implements PolicyJudge {
    private final RegoModules modules;
    private final RegoEngine engine;
    private final RegoInput input;
    private final InstantSource clock;

    public RegoJudge(RegoModules modules, RegoEngine engine, RegoInput input, InstantSource clock) {
        this.modules = modules;
        this.engine = engine;
        this.input = input;
        this.clock = clock;
    }

    @Override
    public Judgement judge(Policy policy, Subject subject) throws InterruptedException {
        return switch (policy.rule()) {
            case PolicyRule.Rego(String module) ->
                    subject.scan() instanceof Scan.Failed(String reason)
                            ? new Judgement.Failed(
                                    "the advisories cannot be read: " + reason, false)
                            : rego(module, subject);
            case PolicyRule.BuiltIn rule -> builtIn(rule, subject);
        };
    }

    /** A module that does not write the word cannot read the clock. */
    @Override
    public boolean readsTime(Policy policy) {
        return switch (policy.rule()) {
            case PolicyRule.Rego(String module) -> module.contains("time");
            case PolicyRule.BuiltIn _ -> PolicyJudge.super.readsTime(policy);
        };
    }

    private Judgement rego(String module, Subject subject) throws InterruptedException {
        Optional<RegoModule> ready = modules.compiled(module);
        return ready.isPresent()
                ? engine.judge(ready.get(), input.bytes(subject, ready.get().paths()))
                : new Judgement.Failed("it is not compiled", false);
    }

    private Judgement builtIn(PolicyRule.BuiltIn rule, Subject subject) {
        return BuiltInRules.judge(rule, subject, clock.instant(), RegoJudge::output);
    }

    private static String output(List<String> reasons) {
        SortedMap<RegoValue, RegoValue> fields = new TreeMap<>(RegoValue.ORDER);
        fields.put(new Text(RegoModule.MATCH), new Bool(!reasons.isEmpty()));
        fields.put(
                new Text(RegoModule.REASON),
                new Items(reasons.stream().<RegoValue>map(Text::new).toList()));
        return RegoWriter.json(new Fields(fields));
    }

    @Override
    public String input(Subject subject) {
        return input.json(subject);
    }
}
