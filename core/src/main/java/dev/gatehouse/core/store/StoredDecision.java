package dev.gatehouse.core.store;

import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.policy.PolicyAction;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one policy said of one package at one time: an entry of the decision log.
 *
 * @param id a ULID
 * @param correlation shared by all that one cause brought about
 * @param input names what the policies were shown, see {@link PolicyView#input}: the id of the
 *     first entry for the package under that correlation
 * @param repository as it was called then
 * @param name of the package as its author declares it; likewise its version
 * @param policyVersion the version of the policy that was asked
 * @param output all that the rule exported, as JSON; empty where it was not evaluated
 * @param actions that were applied
 * @param error why it could not be evaluated
 */
public record StoredDecision(
        String id,
        String correlation,
        String input,
        String repository,
        ItemKey item,
        String name,
        String version,
        String policy,
        String policyName,
        long policyVersion,
        boolean match,
        List<String> reasons,
        String output,
        List<PolicyAction> actions,
        Optional<String> error,
        Instant startedAt,
        Instant endedAt) {
    public StoredDecision {
        reasons = List.copyOf(reasons);
        actions = List.copyOf(actions);
    }
}
