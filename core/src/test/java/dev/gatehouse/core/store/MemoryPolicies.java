package dev.gatehouse.core.store;

import dev.gatehouse.core.policy.Exemption;
import dev.gatehouse.core.policy.Policy;

import java.io.IOException;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Policies, exemptions and the decision log, in memory. Guarded by the store's lock. */
final class MemoryPolicies {
    private final NavigableMap<String, Policy> policies = new TreeMap<>();
    private final NavigableMap<String, Exemption> exemptions = new TreeMap<>();
    private final NavigableMap<String, StoredDecision> decisions = new TreeMap<>();
    private final NavigableMap<String, String> inputs = new TreeMap<>();
    private Optional<String> judgedFor = Optional.empty();

    void apply(Change.OfPolicies change) {
        switch (change) {
            case Change.PutPolicy(var policy) -> policies.put(policy.id(), policy);
            case Change.DropPolicy(var id) -> policies.remove(id);
            case Change.PutExemption(var exemption) -> exemptions.put(exemption.id(), exemption);
            case Change.DropExemption(var id) -> exemptions.remove(id);
            case Change.PutDecision(var decision) -> decisions.put(decision.id(), decision);
            case Change.PutDecisionInput(var id, var json) -> inputs.put(id, json);
            case Change.TrimDecisions(var before) -> trim(before);
            case Change.PutJudgedFor(var generation) -> judgedFor = Optional.of(generation);
        }
    }

    private void trim(String before) {
        decisions.headMap(before, false).clear();
        inputs.headMap(before, false)
                .keySet()
                .removeIf(id -> decisions.values().stream().noneMatch(d -> d.input().equals(id)));
    }

    PolicyView view(MemoryAudit.Guard guard) {
        return new PolicyView() {
            @Override
            public List<Policy> policies() throws IOException {
                return guard.read(() -> List.copyOf(policies.values()));
            }

            @Override
            public List<Exemption> exemptions() throws IOException {
                return guard.read(() -> List.copyOf(exemptions.values()));
            }

            @Override
            public Optional<StoredDecision> decision(String id) throws IOException {
                return guard.read(() -> Optional.ofNullable(decisions.get(id)));
            }

            @Override
            public Optional<String> input(String id) throws IOException {
                return guard.read(() -> Optional.ofNullable(inputs.get(id)));
            }

            @Override
            public List<StoredDecision> decisions(
                    Optional<String> after, boolean newestFirst, int most) throws IOException {
                return guard.read(
                        () -> {
                            var all = newestFirst ? decisions.descendingMap() : decisions;
                            var rest = after.map(id -> all.tailMap(id, false)).orElse(all);
                            return rest.values().stream().limit(most).toList();
                        });
            }

            @Override
            public Optional<String> judgedFor() throws IOException {
                return guard.read(() -> judgedFor);
            }
        };
    }
}
