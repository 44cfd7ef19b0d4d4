package dev.gatehouse.core.policy;

import dev.gatehouse.core.model.ItemKey;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The policies and exemptions that are in force at one time.
 *
 * @param generation made of their content: the same after a restart, another when anything in them
 *     differs
 */
public record PolicySet(List<Policy> policies, List<Exemption> exemptions, String generation) {
    /** There is none. */
    public static final PolicySet NONE = new PolicySet(List.of(), List.of(), "none");

    public PolicySet {
        policies = policies.stream().sorted(Policy.ORDER).toList();
        exemptions = List.copyOf(exemptions);
    }

    /** Whether nobody is asked about anything. */
    public boolean isEmpty() {
        return policies.stream().noneMatch(Policy::enabled);
    }

    /** Those that are asked about packages of a repository, in their order. */
    public List<Policy> about(String repository) {
        return policies.stream().filter(p -> p.isAbout(repository)).toList();
    }

    /** Until when somebody lets that version through; empty: nobody does now. */
    public Optional<Instant> exemptedUntil(ItemKey item, Instant now) {
        return exemptions.stream()
                .filter(e -> e.name().equals(item.key().name()))
                .filter(e -> e.version().equals(item.version()) && e.isInForce(now))
                .map(Exemption::expiresAt)
                .max(Comparator.naturalOrder());
    }
}
