package dev.gatehouse.core.policy;

import java.util.function.Supplier;

/**
 * What is needed to ask policies.
 *
 * @param workspace its name now
 */
public record Rules(Policies policies, PolicyJudge judge, Supplier<String> workspace) {
    /** There are no policies. */
    public static final Rules NONE = new Rules(new NoPolicies(), new NoJudge(), () -> "");

    private record NoPolicies() implements Policies {
        @Override
        public PolicySet current() {
            return PolicySet.NONE;
        }

        @Override
        public void whenChanged(Runnable then) {
            // they never change
        }
    }

    private record NoJudge() implements PolicyJudge {
        @Override
        public Judgement judge(Policy policy, Subject subject) {
            return new Judgement.Failed("nobody judges policies here", false);
        }

        @Override
        public String input(Subject subject) {
            return "{}";
        }
    }
}
