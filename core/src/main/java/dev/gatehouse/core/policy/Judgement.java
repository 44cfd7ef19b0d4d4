package dev.gatehouse.core.policy;

import java.util.List;

/** What one policy says of one package. */
public sealed interface Judgement {
    /**
     * It matches.
     *
     * @param reasons for people; may be empty
     * @param output all that the rule exports, as JSON: for the decision log
     */
    record Matched(List<String> reasons, String output) implements Judgement {
        public Matched {
            reasons = List.copyOf(reasons);
        }
    }

    /** It does not. */
    record Passed(String output) implements Judgement {}

    /**
     * It could not be asked.
     *
     * @param overtime whether its deadline ended it
     */
    record Failed(String message, boolean overtime) implements Judgement {}
}
