package dev.gatehouse.server.policy;

import dev.gatehouse.config.DurationText;
import dev.gatehouse.core.policy.PackagePattern;
import dev.gatehouse.core.policy.PolicyAction;
import dev.gatehouse.core.policy.PolicyRule;
import dev.gatehouse.core.policy.PolicyRule.Threshold;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Policies in the fields that {@link PolicyReader} reads. */
public final class PolicyShape {
    private PolicyShape() {}

    /** All that an author writes; equal policies have equal shapes. */
    public static Map<String, @Nullable Object> of(PolicyDraft draft) {
        Map<String, @Nullable Object> shape = new LinkedHashMap<>();
        shape.put("name", draft.name());
        shape.put("description", draft.description());
        switch (draft.rule()) {
            case PolicyRule.Rego(String module) -> {
                shape.put("rego", module);
                shape.put("rule", null);
            }
            case PolicyRule.BuiltIn rule -> {
                shape.put("rego", null);
                shape.put("rule", of(rule));
            }
        }
        shape.put("enabled", draft.enabled());
        shape.put("is_terminal", draft.terminal());
        shape.put("precedence", draft.precedence());
        shape.put("on_error", draft.onError().name().toLowerCase(Locale.ROOT));
        shape.put("repositories", draft.repositories().stream().sorted().toList());
        shape.put("actions", draft.actions().stream().map(PolicyShape::of).toList());
        return shape;
    }

    private static Map<String, Object> of(PolicyRule.BuiltIn rule) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("type", rule.word());
        switch (rule) {
            case PolicyRule.RequireSigned _ -> {}
            case PolicyRule.SignerChanged _ -> {}
            case PolicyRule.MinimumAge(var age, boolean lenient) -> {
                shape.put("age", DurationText.render(age));
                shape.put("unknown", unknown(lenient));
            }
            case PolicyRule.Block(var packages) -> shape.put("packages", texts(packages));
            case PolicyRule.Allow(var packages) -> shape.put("packages", texts(packages));
            case PolicyRule.License(var allowed, var denied, boolean lenient) -> {
                shape.put("allowed", allowed.stream().sorted().toList());
                shape.put("denied", denied.stream().sorted().toList());
                shape.put("unknown", unknown(lenient));
            }
            case PolicyRule.Vulnerability vulnerable -> shape.putAll(of(vulnerable));
            case PolicyRule.Malware(var ignored) ->
                    shape.put("ignore", ignored.stream().sorted().toList());
        }
        return shape;
    }

    private static Map<String, Object> of(PolicyRule.Vulnerability rule) {
        Map<String, Object> shape = new LinkedHashMap<>();
        rule.least()
                .ifPresent(
                        least -> {
                            switch (least) {
                                case Threshold.MinScore(var score) -> shape.put("min_score", score);
                                case Threshold.MinSeverity(var severity) ->
                                        shape.put("severity", severity.word());
                            }
                        });
        shape.put("ignore", rule.ignored().stream().sorted().toList());
        shape.put("only_fixed", rule.onlyFixed());
        shape.put("unknown", unknown(rule.unknownIsMild()));
        return shape;
    }

    private static String unknown(boolean lenient) {
        return lenient ? "pass" : "match";
    }

    private static List<String> texts(List<PackagePattern> packages) {
        return packages.stream().map(PackagePattern::toString).toList();
    }

    /** An action; one that has an id with it. */
    public static Map<String, Object> of(PolicyAction action) {
        Map<String, Object> shape = new LinkedHashMap<>();
        if (!action.id().isEmpty()) {
            shape.put("slug_perm", action.id());
        }
        switch (action) {
            case PolicyAction.SetState set -> {
                shape.put("action_type", ActionReader.SET_STATE);
                shape.put("package_state", set.state().name());
            }
            case PolicyAction.AddTags add -> {
                shape.put("action_type", ActionReader.ADD_TAGS);
                shape.put("tags", add.tags());
            }
            case PolicyAction.RemoveTags remove -> {
                shape.put("action_type", ActionReader.REMOVE_TAGS);
                shape.put("tags", remove.tags());
            }
        }
        shape.put("precedence", action.precedence());
        return shape;
    }
}
