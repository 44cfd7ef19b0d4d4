package dev.gatehouse.core.policy;

import dev.gatehouse.core.model.PolicyEffect;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What asking all policies about one package came to.
 *
 * @param effect of all that matched
 * @param asked each policy that was asked, in order
 * @param failure whether the effect refuses because a policy could not be asked, and not because
 *     one matched
 * @param doubt whether the package is refused, and might not be if a signature were known that is
 *     not known now: nothing may be concluded for later
 */
public record PolicyOutcome(
        PolicyEffect effect, List<Asked> asked, Failure failure, boolean doubt) {
    public PolicyOutcome {
        asked = List.copyOf(asked);
    }

    /** Whether a policy that could not be asked decided. */
    public enum Failure {
        NONE,
        /** It failed in itself: refused until that changes. */
        ERROR,
        /** It took too long: who asks again may have more luck. */
        OVERTIME
    }

    /**
     * A policy that was asked.
     *
     * @param id of the entry in the decision log
     * @param applied its actions, if they were applied
     */
    public record Asked(
            String id,
            Policy policy,
            Judgement judgement,
            List<PolicyAction> applied,
            Instant at,
            Duration took) {
        public Asked {
            applied = List.copyOf(applied);
        }
    }
}
