package dev.gatehouse.server.policy;

import dev.gatehouse.core.policy.OnError;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyAction;
import dev.gatehouse.core.policy.PolicyRule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A policy as its author writes it.
 *
 * @param actions the id of a new one is empty
 */
public record PolicyDraft(
        String name,
        String description,
        PolicyRule rule,
        boolean enabled,
        boolean terminal,
        int precedence,
        List<PolicyAction> actions,
        Set<String> repositories,
        OnError onError) {
    public PolicyDraft {
        actions = List.copyOf(actions);
        repositories = Set.copyOf(repositories);
    }

    /** What its author would write. */
    public static PolicyDraft of(Policy policy) {
        return new PolicyDraft(
                policy.name(),
                policy.description(),
                policy.rule(),
                policy.enabled(),
                policy.terminal(),
                policy.precedence(),
                policy.actions(),
                policy.repositories(),
                policy.onError());
    }

    /** The same with those actions. */
    public PolicyDraft with(List<PolicyAction> others) {
        return new PolicyDraft(
                name,
                description,
                rule,
                enabled,
                terminal,
                precedence,
                others,
                repositories,
                onError);
    }

    /** The same without ids: what two of them have to have in common to do the same. */
    public PolicyDraft plain() {
        return with(actions.stream().map(a -> named(a, "")).toList());
    }

    /** A new policy. */
    Policy created(String id, Supplier<String> ids, Instant now) {
        return policy(id, actionsAfter(List.of(), ids), 1, now, now);
    }

    /** The next version of a policy; an action that stays as it is keeps its id. */
    Policy after(Policy before, Supplier<String> ids, Instant now) {
        return policy(
                before.id(),
                actionsAfter(before.actions(), ids),
                before.version() + 1,
                before.createdAt(),
                now);
    }

    /** One that a file declares, which is the same as long as the file is. */
    Policy declared(String id, Supplier<String> ids, Instant at) {
        return policy(id, actionsAfter(List.of(), ids), 1, at, at);
    }

    private Policy policy(
            String id, List<PolicyAction> named, long version, Instant created, Instant updated) {
        return new Policy(
                id,
                name,
                description,
                rule,
                enabled,
                terminal,
                precedence,
                named,
                repositories,
                onError,
                version,
                created,
                updated);
    }

    private List<PolicyAction> actionsAfter(List<PolicyAction> before, Supplier<String> ids) {
        List<PolicyAction> left = new ArrayList<>(before);
        left.removeAll(actions);
        List<PolicyAction> named = new ArrayList<>();
        for (PolicyAction action : actions) {
            named.add(action.id().isEmpty() ? named(action, left, ids) : action);
        }
        return named;
    }

    private static PolicyAction named(
            PolicyAction action, List<PolicyAction> left, Supplier<String> ids) {
        for (PolicyAction old : left) {
            if (named(old, "").equals(action)) {
                left.remove(old);
                return old;
            }
        }
        return named(action, ids.get());
    }

    /** The action with that id. */
    public static PolicyAction named(PolicyAction action, String id) {
        return switch (action) {
            case PolicyAction.SetState(var _, int precedence, var state) ->
                    new PolicyAction.SetState(id, precedence, state);
            case PolicyAction.AddTags(var _, int precedence, var tags) ->
                    new PolicyAction.AddTags(id, precedence, tags);
            case PolicyAction.RemoveTags(var _, int precedence, var tags) ->
                    new PolicyAction.RemoveTags(id, precedence, tags);
        };
    }
}
