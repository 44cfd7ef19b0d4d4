package dev.gatehouse.core.policy;

/** Asks policies about packages. Thread-safe. */
public interface PolicyJudge {
    /** What goes wrong is a {@link Judgement.Failed}; it ends within its own deadline. */
    Judgement judge(Policy policy, Subject subject) throws InterruptedException;

    /** The same package as policies in Rego see it, as JSON: for the decision log. */
    String input(Subject subject);
}
