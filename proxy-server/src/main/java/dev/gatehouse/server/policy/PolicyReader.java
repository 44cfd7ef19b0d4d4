package dev.gatehouse.server.policy;

import dev.gatehouse.config.RepositoryName;
import dev.gatehouse.config.report.Problems;
import dev.gatehouse.config.tree.Node;
import dev.gatehouse.core.policy.OnError;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyAction;
import dev.gatehouse.core.policy.PolicyRule;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads policies as people write them, in a file or in a call of the management API: the fields are
 * the same. Thread-safe.
 */
public final class PolicyReader {
    /** What only the server sets. */
    private static final Set<String> OURS =
            Set.of("slug_perm", "version", "created_at", "updated_at", "declared_in", "workspace");

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_DESCRIPTION = 250;

    private final RuleReader rules;

    public PolicyReader(PackageNames names) {
        this.rules = new RuleReader(names);
    }

    /** Reads one; empty when anything of it is wrong, which is told then. */
    public Optional<PolicyDraft> read(Node.Block block, Problems problems) {
        Problems own = new Problems();
        PolicyFields fields = new PolicyFields(block, "", own);
        fields.ignore(OURS);
        String name = name(fields);
        String description = description(fields);
        Optional<PolicyRule> rule = rule(fields);
        boolean enabled = fields.truth("enabled").orElse(true);
        boolean terminal = fields.truth("is_terminal").orElse(false);
        int precedence = fields.number("precedence", Policy.MOST_PRECEDENCE).orElse(0);
        List<PolicyAction> actions = new ArrayList<>();
        for (PolicyFields action : fields.parts("actions")) {
            ActionReader.read(action).ifPresent(actions::add);
        }
        Set<String> repositories = repositories(fields);
        OnError onError = onError(fields);
        fields.end();
        own.all().forEach(p -> problems.error(p.path(), p.place(), p.message()));
        return own.hasErrors()
                ? Optional.empty()
                : rule.map(
                        r ->
                                new PolicyDraft(
                                        name,
                                        description,
                                        r,
                                        enabled,
                                        terminal,
                                        precedence,
                                        actions,
                                        repositories,
                                        onError));
    }

    /** Reads one action. */
    public Optional<PolicyAction> action(Node.Block block, Problems problems) {
        Problems own = new Problems();
        Optional<PolicyAction> action = ActionReader.read(new PolicyFields(block, "", own));
        own.all().forEach(p -> problems.error(p.path(), p.place(), p.message()));
        return own.hasErrors() ? Optional.empty() : action;
    }

    private static String name(PolicyFields fields) {
        String name = fields.text("name").orElse("").strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || hasControls(name)) {
            fields.problem("name", "'%s': expected 1 to 100 printable characters".formatted(name));
        }
        return name;
    }

    private static String description(PolicyFields fields) {
        String text = fields.text("description").orElse("").strip();
        if (text.length() > LONGEST_DESCRIPTION) {
            fields.problem(
                    "description",
                    "%d characters: expected at most %d"
                            .formatted(text.length(), LONGEST_DESCRIPTION));
        }
        return text;
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private Optional<PolicyRule> rule(PolicyFields fields) {
        boolean both = fields.has("rego") && fields.has("rule");
        if (both || (!fields.has("rego") && !fields.has("rule"))) {
            fields.problem("rego", "expected a module in Rego here, or a built-in rule in rule");
            return Optional.empty();
        }
        return fields.has("rego")
                ? fields.text("rego").map(PolicyRule.Rego::new)
                : fields.part("rule").flatMap(rules::read);
    }

    private static Set<String> repositories(PolicyFields fields) {
        Set<String> repositories = new LinkedHashSet<>();
        for (String text : fields.texts("repositories")) {
            try {
                repositories.add(new RepositoryName(text).value());
            } catch (IllegalArgumentException e) {
                fields.problem("repositories", "'%s': %s".formatted(text, e.getMessage()));
            }
        }
        return repositories;
    }

    private static OnError onError(PolicyFields fields) {
        String text = fields.text("on_error").orElse("closed");
        if (!text.equals("closed") && !text.equals("open")) {
            fields.problem("on_error", "'%s': expected closed or open".formatted(text));
        }
        return text.equals("open") ? OnError.OPEN : OnError.CLOSED;
    }
}
