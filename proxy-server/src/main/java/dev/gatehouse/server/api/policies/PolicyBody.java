package dev.gatehouse.server.api.policies;

import dev.gatehouse.config.tree.Node;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.policy.JsonNodes;

import tools.jackson.databind.JsonNode;

import java.util.Set;

/** What a body says of a policy. A file of YAML may write a name as {@code 1.0}; JSON may not. */
final class PolicyBody {
    private static final Set<String> TEXTS =
            Set.of(
                    "name",
                    "description",
                    "rego",
                    "on_error",
                    "action_type",
                    "package_state",
                    "type",
                    "tags",
                    "repositories",
                    "packages",
                    "allowed",
                    "denied",
                    "ignore");

    private PolicyBody() {}

    /** The body as the tree that files are read into. */
    static Node.Block of(JsonNode object) {
        requireTexts(object);
        return JsonNodes.block(object);
    }

    private static void requireTexts(JsonNode node) {
        node.properties()
                .forEach(
                        field -> {
                            if (TEXTS.contains(field.getKey())) {
                                requireText(field.getKey(), field.getValue());
                            }
                        });
        node.forEach(PolicyBody::requireTexts);
    }

    private static void requireText(String field, JsonNode value) {
        if (value.isBoolean() || value.isNumber()) {
            throw ApiException.invalid(field, value + ": expected text");
        }
        value.forEach(item -> requireText(field, item));
    }
}
