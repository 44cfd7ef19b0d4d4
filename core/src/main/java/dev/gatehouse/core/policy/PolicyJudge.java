package dev.gatehouse.core.policy;

/** Asks policies about packages. Thread-safe. */
public interface PolicyJudge {
    /** What goes wrong is a {@link Judgement.Failed}; it ends within its own deadline. */
    Judgement judge(Policy policy, Subject subject) throws InterruptedException;

    /** Whether what it says of a package may change with time alone. */
    default boolean readsTime(Policy policy) {
        return policy.rule() instanceof PolicyRule.MinimumAge;
    }

    /** The same package as policies in Rego see it, as JSON: for the decision log. */
    String input(Subject subject);
}
