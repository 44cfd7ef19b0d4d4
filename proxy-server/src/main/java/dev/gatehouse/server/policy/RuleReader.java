package dev.gatehouse.server.policy;

import dev.gatehouse.config.DurationText;
import dev.gatehouse.core.policy.PackagePattern;
import dev.gatehouse.core.policy.PolicyRule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the rules that need no engine. Thread-safe. */
final class RuleReader {
    private static final String TYPES =
            "require-signed, signer-changed, minimum-age, block, allow, license, vulnerability or"
                    + " malware";

    private final PackageNames names;

    RuleReader(PackageNames names) {
        this.names = names;
    }

    /** Empty when it is wrong; that is told then. */
    Optional<PolicyRule> read(PolicyFields fields) {
        Optional<String> type = fields.text("type");
        if (type.isEmpty()) {
            fields.problem("type", "this field is required: " + TYPES);
            return Optional.empty();
        }
        return switch (type.get()) {
            case "require-signed" -> ended(fields, new PolicyRule.RequireSigned());
            case "signer-changed" -> ended(fields, new PolicyRule.SignerChanged());
            case "minimum-age" -> age(fields);
            case "block" -> ended(fields, new PolicyRule.Block(packages(fields)));
            case "allow" -> ended(fields, new PolicyRule.Allow(packages(fields)));
            case "license" -> license(fields);
            case "vulnerability" ->
                    ended(fields, AdvisoryRuleReader.vulnerability(fields, lenient(fields)));
            case "malware" -> ended(fields, AdvisoryRuleReader.malware(fields));
            default -> {
                fields.problem("type", "'%s': expected %s".formatted(type.get(), TYPES));
                yield Optional.empty();
            }
        };
    }

    private static Optional<PolicyRule> ended(PolicyFields fields, PolicyRule rule) {
        fields.end();
        return Optional.of(rule);
    }

    private static Optional<PolicyRule> age(PolicyFields fields) {
        boolean lenient = lenient(fields);
        Optional<String> text = fields.text("age");
        if (text.isEmpty()) {
            fields.problem("age", "this field is required: " + DurationText.EXPECTED);
            return Optional.empty();
        }
        try {
            Duration age = DurationText.parsePositive(text.get());
            return ended(fields, new PolicyRule.MinimumAge(age, lenient));
        } catch (IllegalArgumentException e) {
            fields.problem("age", "'%s': %s".formatted(text.get(), e.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<PolicyRule> license(PolicyFields fields) {
        Set<String> allowed = Set.copyOf(fields.texts("allowed"));
        Set<String> denied = Set.copyOf(fields.texts("denied"));
        boolean lenient = lenient(fields);
        if (allowed.isEmpty() && denied.isEmpty()) {
            fields.problem("allowed", "expected SPDX identifiers here, or in denied");
        }
        return ended(fields, new PolicyRule.License(allowed, denied, lenient));
    }

    /** What is not known matches unless somebody says that it passes. */
    private static boolean lenient(PolicyFields fields) {
        String unknown = fields.text("unknown").orElse("match");
        if (!unknown.equals("match") && !unknown.equals("pass")) {
            fields.problem("unknown", "'%s': expected match or pass".formatted(unknown));
        }
        return unknown.equals("pass");
    }

    private List<PackagePattern> packages(PolicyFields fields) {
        List<PackagePattern> packages = new ArrayList<>();
        for (String text : fields.texts("packages")) {
            try {
                packages.add(names.pattern(text));
            } catch (IllegalArgumentException e) {
                fields.problem("packages", String.valueOf(e.getMessage()));
            }
        }
        if (!fields.has("packages")) {
            fields.problem("packages", "this field is required: a list such as [\"npm:@acme/*\"]");
        }
        return packages;
    }
}
