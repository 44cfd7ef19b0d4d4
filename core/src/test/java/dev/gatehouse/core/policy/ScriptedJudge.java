package dev.gatehouse.core.policy;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Judges built-in rules, and says of every module in Rego what the test has it say. */
public final class ScriptedJudge implements PolicyJudge {
    private final InstantSource clock;
    private final Map<String, Function<Subject, Judgement>> answers = new ConcurrentHashMap<>();

    private final Set<String> clocks = ConcurrentHashMap.newKeySet();

    /** Names of the policies that were asked, in order. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    public ScriptedJudge(InstantSource clock) {
        this.clock = clock;
    }

    public ScriptedJudge says(String policy, Function<Subject, Judgement> answer) {
        answers.put(policy, answer);
        return this;
    }

    public ScriptedJudge matches(String policy, String... reasons) {
        return says(policy, s -> new Judgement.Matched(List.of(reasons), "{\"match\":true}"));
    }

    /** Has it that this policy reads the clock. */
    public void reading(String policy) {
        clocks.add(policy);
    }

    @Override
    public boolean readsTime(Policy policy) {
        return clocks.contains(policy.name()) || PolicyJudge.super.readsTime(policy);
    }

    @Override
    public Judgement judge(Policy policy, Subject subject) {
        asked.add(policy.name());
        return switch (policy.rule()) {
            case PolicyRule.Rego ignored ->
                    answers.getOrDefault(policy.name(), s -> new Judgement.Passed("{}"))
                            .apply(subject);
            case PolicyRule.BuiltIn rule ->
                    BuiltInRules.judge(rule, subject, clock.instant(), reasons -> "{}");
        };
    }

    @Override
    public String input(Subject subject) {
        return "{\"v0\":{}}";
    }
}
