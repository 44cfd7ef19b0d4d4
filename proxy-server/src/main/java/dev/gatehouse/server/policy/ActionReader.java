package dev.gatehouse.server.policy;

import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyAction;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what follows when a policy matches. */
final class ActionReader {
    static final String SET_STATE = "SetPackageState";
    static final String ADD_TAGS = "AddPackageTags";
    static final String REMOVE_TAGS = "RemovePackageTags";

    private static final Set<String> OURS =
            Set.of("slug_perm", "created_at", "updated_at", "version", "policy");

    private ActionReader() {}

    /** An action without an id; empty when it is wrong, which is told then. */
    static Optional<PolicyAction> read(PolicyFields fields) {
        fields.ignore(OURS);
        int precedence = fields.number("precedence", Policy.MOST_PRECEDENCE).orElse(0);
        String type = fields.text("action_type").orElse("");
        Optional<PolicyAction> action =
                switch (type) {
                    case SET_STATE ->
                            state(fields).map(s -> new PolicyAction.SetState("", precedence, s));
                    case ADD_TAGS ->
                            Optional.of(new PolicyAction.AddTags("", precedence, tags(fields)));
                    case REMOVE_TAGS ->
                            Optional.of(new PolicyAction.RemoveTags("", precedence, tags(fields)));
                    default -> {
                        fields.know("package_state", "tags");
                        fields.problem(
                                "action_type",
                                "'%s': expected %s, %s or %s"
                                        .formatted(type, SET_STATE, ADD_TAGS, REMOVE_TAGS));
                        yield Optional.empty();
                    }
                };
        fields.end();
        return action;
    }

    private static Optional<PackageState> state(PolicyFields fields) {
        String text = fields.text("package_state").orElse("");
        Optional<PackageState> state =
                Arrays.stream(PackageState.values()).filter(s -> s.name().equals(text)).findFirst();
        if (state.isEmpty()) {
            fields.problem(
                    "package_state",
                    "'%s': expected one of %s"
                            .formatted(text, Arrays.toString(PackageState.values())));
        }
        return state;
    }

    private static List<String> tags(PolicyFields fields) {
        List<String> tags = fields.texts("tags").stream().distinct().toList();
        if (tags.isEmpty() || tags.stream().anyMatch(t -> !isTag(t))) {
            fields.problem("tags", "expected a list of tags, each of 1 to 64 printable characters");
        }
        return tags;
    }

    private static boolean isTag(String text) {
        return !text.isBlank()
                && text.length() <= 64
                && text.chars().noneMatch(c -> Character.isISOControl(c) || c == ',');
    }
}
