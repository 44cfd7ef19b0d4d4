package dev.gatehouse.server.cli;

import dev.gatehouse.core.policy.AdvisoryRules;
import dev.gatehouse.server.policy.PolicyDraft;

import java.util.Map;
import java.util.Optional;

/** Says that a policy goes by advisories where the server has none. */
final class AdvisoryNotice {
    private AdvisoryNotice() {}

    /** Empty: the policy needs none, or there are some. */
    static Optional<String> of(PolicyDraft draft, ServerClient server) throws InterruptedException {
        if (!AdvisoryRules.goesByAdvisories(draft.rule())) {
            return Optional.empty();
        }
        boolean there = server.get("advisories/", Map.of()).path("set").isObject();
        return there
                ? Optional.empty()
                : Optional.of(
                        "%s goes by advisories, and there are none: run `gatehouse osv import`"
                                .formatted(draft.name()));
    }
}
