package dev.gatehouse.server.policy;

import dev.gatehouse.core.policy.BuiltInRules;
import dev.gatehouse.core.policy.Judgement;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyJudge;
import dev.gatehouse.core.policy.PolicyRule;
import dev.gatehouse.core.policy.Subject;

import tools.jackson.databind.json.JsonMapper;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the rules that need no engine; one in Rego cannot be asked. Thread-safe. */
public final class BuiltInJudge implements PolicyJudge {
    private final JsonMapper json = new JsonMapper();
    private final InstantSource clock;

    public BuiltInJudge(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Judgement judge(Policy policy, Subject subject) {
        return switch (policy.rule()) {
            case PolicyRule.Rego _ ->
                    new Judgement.Failed("modules in Rego cannot be asked here", false);
            case PolicyRule.BuiltIn rule -> judge(rule, subject);
        };
    }

    private Judgement judge(PolicyRule.BuiltIn rule, Subject subject) {
        Optional<String> objection = BuiltInRules.objection(rule, subject, clock.instant());
        List<String> reasons = objection.stream().toList();
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("match", objection.isPresent());
        output.put("reason", reasons);
        String text = json.writeValueAsString(output);
        return objection.isPresent()
                ? new Judgement.Matched(reasons, text)
                : new Judgement.Passed(text);
    }

    @Override
    public String input(Subject subject) {
        return "{}";
    }
}
