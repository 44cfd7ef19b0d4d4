package dev.gatehouse.server.api.policies;

import dev.gatehouse.core.policy.PolicyAction;
import dev.gatehouse.core.store.StoredDecision;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.policy.PolicyShape;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Entries of the decision log as they are shown. */
final class DecisionShape {
    private final Json json;

    DecisionShape(Json json) {
        this.json = json;
    }

    /** As lists have it. */
    Map<String, @Nullable Object> row(StoredDecision d, String format) {
        Map<String, @Nullable Object> shape = new LinkedHashMap<>();
        shape.put("id", d.id());
        shape.put("match", d.match());
        shape.put("correlation_id", d.correlation());
        shape.put("package", about(d, format));
        shape.put("policy", policy(d));
        shape.put("repository", d.repository());
        shape.put("package_name", d.name());
        shape.put("package_format", format.toUpperCase(Locale.ROOT));
        shape.put("policy_name", d.policyName());
        shape.put("started_at", d.startedAt().toString());
        shape.put("ended_at", d.endedAt().toString());
        shape.put("actions", summary(d.actions()));
        return shape;
    }

    private static Map<String, Object> policy(StoredDecision d) {
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("slug_perm", d.policy());
        policy.put("name", d.policyName());
        policy.put("version", d.policyVersion());
        return policy;
    }

    private static Map<String, Object> about(StoredDecision d, String format) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("name", d.name());
        about.put("version", d.version());
        about.put("format", format);
        return about;
    }

    /** With all that there is. */
    Map<String, @Nullable Object> full(StoredDecision d, String format, String input) {
        Map<String, @Nullable Object> shape = row(d, format);
        shape.put("policy_input", parsed(input));
        shape.put("policy_output", parsed(d.output()));
        shape.put("reasons", d.reasons());
        shape.put("parsed_actions", d.actions().stream().map(PolicyShape::of).toList());
        shape.put("error", d.error().orElse(null));
        return shape;
    }

    private @Nullable JsonNode parsed(String text) {
        return text.isEmpty() ? null : json.parsed(text);
    }

    /** What was done, by the kind of action; of several states the last. */
    private static Map<String, Object> summary(List<PolicyAction> actions) {
        Map<String, Object> summary = new LinkedHashMap<>();
        for (PolicyAction action : actions) {
            Map<String, Object> shape = PolicyShape.of(action);
            summary.put(
                    String.valueOf(shape.get("action_type")),
                    switch (action) {
                        case PolicyAction.SetState set -> set.state().name();
                        case PolicyAction.AddTags add -> add.tags();
                        case PolicyAction.RemoveTags remove -> remove.tags();
                    });
        }
        return summary;
    }
}
