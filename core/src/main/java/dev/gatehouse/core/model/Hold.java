package dev.gatehouse.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * That something is held back: it is in no index, and its files are refused.
 *
 * @param by who did it, or the name of the policy
 * @param reason for the people who are refused; may be empty
 * @param policy why a policy did it; empty: somebody did it by hand
 */
public record Hold(String by, String reason, Instant at, Optional<PolicyEffect.Cause> policy) {
    /** One by hand. */
    public Hold(String by, String reason, Instant at) {
        this(by, reason, at, Optional.empty());
    }

    /** One by policies; empty where they hold nothing back. */
    public static Optional<Hold> of(PolicyEffect effect) {
        return effect.cause()
                .filter(cause -> !cause.state().isVisible())
                .map(c -> new Hold(c.name(), c.reason(), effect.at(), Optional.of(c)));
    }

    /** The state that it comes to. */
    public PackageState state() {
        return policy.map(PolicyEffect.Cause::state).orElse(PackageState.QUARANTINED);
    }

    /** One sentence for those people. */
    public String text() {
        String what = policy.isPresent() ? "Blocked by policy " : "Quarantined by ";
        return what + by + (reason.isEmpty() ? "" : ": " + reason);
    }
}
