package dev.gatehouse.server.cli;

import dev.gatehouse.config.report.Problems;
import dev.gatehouse.server.policy.JsonNodes;
import dev.gatehouse.server.policy.PolicyDraft;
import dev.gatehouse.server.policy.PolicyReader;
import dev.gatehouse.server.policy.PolicyShape;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** How the policies of a server come to be those of files: by name, and only what differs. */
record PolicyPlan(List<Step> steps) {
    PolicyPlan {
        steps = List.copyOf(steps);
    }

    /** One change. */
    sealed interface Step {
        String name();

        record Create(PolicyDraft draft) implements Step {
            @Override
            public String name() {
                return draft.name();
            }
        }

        record Change(String id, PolicyDraft draft, List<String> fields) implements Step {
            @Override
            public String name() {
                return draft.name();
            }
        }

        record Delete(String id, String name) implements Step {}
    }

    /**
     * Compares.
     *
     * @param served what the server has
     * @param prune whether what no file has is to go
     */
    static PolicyPlan of(
            List<PolicyDraft> wanted, List<JsonNode> served, PolicyReader reader, boolean prune) {
        List<Step> steps = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (PolicyDraft draft : wanted) {
            names.add(draft.name());
            Optional<JsonNode> there =
                    served.stream()
                            .filter(p -> ServedPolicies.name(p).equals(draft.name()))
                            .findFirst();
            if (there.isEmpty()) {
                steps.add(new Step.Create(draft));
            } else {
                List<String> fields = differences(draft, there.get(), reader);
                if (!fields.isEmpty()) {
                    steps.add(new Step.Change(ServedPolicies.id(there.get()), draft, fields));
                }
            }
        }
        if (prune) {
            served.stream()
                    .filter(p -> !names.contains(ServedPolicies.name(p)))
                    .forEach(
                            p ->
                                    steps.add(
                                            new Step.Delete(
                                                    ServedPolicies.id(p), ServedPolicies.name(p))));
        }
        return new PolicyPlan(steps);
    }

    /** The fields that differ; what cannot be read differs as a whole. */
    private static List<String> differences(
            PolicyDraft draft, JsonNode served, PolicyReader reader) {
        Optional<PolicyDraft> there = reader.read(JsonNodes.block(served), new Problems());
        if (there.isEmpty()) {
            return List.of("all");
        }
        Map<String, @Nullable Object> before = PolicyShape.of(there.get().plain());
        Map<String, @Nullable Object> after = PolicyShape.of(draft.plain());
        return after.keySet().stream()
                .filter(field -> !Objects.equals(before.get(field), after.get(field)))
                .toList();
    }

    /** The plan for people, a line for each step. */
    List<String> lines() {
        return steps.stream()
                .map(
                        step ->
                                switch (step) {
                                    case Step.Create create -> "+ create " + create.name();
                                    case Step.Change change ->
                                            "~ change %s (%s)"
                                                    .formatted(
                                                            change.name(),
                                                            String.join(", ", change.fields()));
                                    case Step.Delete delete -> "- delete " + delete.name();
                                })
                .toList();
    }

    /** How many there are of each kind. */
    String summary() {
        long created = steps.stream().filter(Step.Create.class::isInstance).count();
        long changed = steps.stream().filter(Step.Change.class::isInstance).count();
        return "%d to create, %d to change, %d to delete."
                .formatted(created, changed, steps.size() - created - changed);
    }

    /** The plan for scripts. */
    JsonNode json(boolean applied) {
        ArrayNode changes = JsonNodeFactory.instance.arrayNode();
        for (Step step : steps) {
            ObjectNode change = changes.addObject();
            change.put("name", step.name());
            ArrayNode fields = change.putArray("fields");
            switch (step) {
                case Step.Create _ -> change.put("action", "create");
                case Step.Change one -> {
                    change.put("action", "change");
                    one.fields().forEach(fields::add);
                }
                case Step.Delete _ -> change.put("action", "delete");
            }
        }
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.set("changes", changes);
        whole.put("applied", applied);
        return whole;
    }

    /** Does it. */
    void apply(ServedPolicies served) throws InterruptedException {
        for (Step step : steps) {
            switch (step) {
                case Step.Create(PolicyDraft draft) ->
                        served.server().post(served.path(""), PolicyShape.of(draft.plain()));
                case Step.Change(String id, PolicyDraft draft, var _) ->
                        served.server().put(served.path(id + "/"), PolicyShape.of(draft.plain()));
                case Step.Delete(String id, var _) -> served.server().delete(served.path(id + "/"));
            }
        }
    }
}
