package dev.gatehouse.core.policy;

import dev.gatehouse.core.advisory.Finding;
import dev.gatehouse.core.advisory.Scan;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.policy.PolicyRule.Allow;
import dev.gatehouse.core.policy.PolicyRule.Block;
import dev.gatehouse.core.policy.PolicyRule.License;
import dev.gatehouse.core.policy.PolicyRule.Malware;
import dev.gatehouse.core.policy.PolicyRule.MinimumAge;
import dev.gatehouse.core.policy.PolicyRule.RequireSigned;
import dev.gatehouse.core.policy.PolicyRule.SignerChanged;
import dev.gatehouse.core.policy.PolicyRule.Vulnerability;
import dev.gatehouse.core.signature.ReasonCode;
import dev.gatehouse.core.signature.Signature;
import dev.gatehouse.core.signature.SignatureStatus;
import dev.gatehouse.core.signature.SignatureType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The usual rules, which need no engine. Pure. */
public final class BuiltInRules {
    private BuiltInRules() {}

    /** Why the rule matches; empty: it does not. */
    public static Optional<String> objection(
            PolicyRule.BuiltIn rule, Subject subject, Instant now) {
        PackageName name = subject.item().key().name();
        Version version = subject.item().version();
        return switch (rule) {
            case RequireSigned ignored -> unsigned(subject);
            case SignerChanged ignored -> SignerRule.objection(subject);
            case MinimumAge age ->
                    subject.isLocal()
                            ? Optional.empty()
                            : tooYoung(age, subject.about().publishedAt(), now);
            case Block block -> blocked(block, name, version);
            case Allow allow -> notAllowed(allow, name, version);
            case License license -> license(license, subject.about().license());
            case Vulnerability vulnerable ->
                    found(subject.scan(), found -> AdvisoryRules.objection(vulnerable, found));
            case Malware malware ->
                    found(subject.scan(), found -> AdvisoryRules.objection(malware, found));
        };
    }

    /** What the rule says of a package; it fails where it goes by something that is not known. */
    public static Judgement judge(
            PolicyRule.BuiltIn rule,
            Subject subject,
            Instant now,
            Function<List<String>, String> output) {
        Optional<String> silence =
                AdvisoryRules.goesByAdvisories(rule)
                        ? AdvisoryRules.silence(subject.scan())
                        : Optional.empty();
        if (silence.isPresent()) {
            return new Judgement.Failed(silence.get(), false);
        }
        List<String> reasons = objection(rule, subject, now).stream().toList();
        return reasons.isEmpty()
                ? new Judgement.Passed(output.apply(reasons))
                : new Judgement.Matched(reasons, output.apply(reasons));
    }

    /** Where nothing can be found, nobody can say that it is harmless. */
    private static Optional<String> found(
            Scan scan, Function<List<Finding>, Optional<String>> objection) {
        return scan instanceof Scan.Done(List<Finding> findings)
                ? objection.apply(findings)
                : AdvisoryRules.silence(scan);
    }

    private static Optional<String> unsigned(Subject subject) {
        if (subject.isSigned()) {
            return Optional.empty();
        }
        List<String> files =
                subject.files().stream()
                        .filter(f -> f.counts() && !f.isSigned())
                        .map(BuiltInRules::unsigned)
                        .toList();
        return Optional.of(files.isEmpty() ? "no file is signed" : String.join(", ", files));
    }

    private static String unsigned(Subject.File file) {
        String why =
                file.signatures().stream()
                        .filter(s -> s.type() != SignatureType.REPOSITORY)
                        .map(BuiltInRules::why)
                        .distinct()
                        .collect(Collectors.joining(" and "));
        return file.name() + " is not signed" + (why.isEmpty() ? "" : " (" + why + ")");
    }

    /** Correct is not enough: somebody has to believe the key. */
    private static String why(Signature signature) {
        return signature.status() == SignatureStatus.VALID
                ? "nobody has named its key"
                : signature.reason().map(ReasonCode::word).orElse(signature.status().word());
    }

    /** Of a release that may be in an index only: whether it is too young. */
    public static Optional<String> tooYoung(
            MinimumAge rule, Optional<Instant> published, Instant now) {
        if (published.isEmpty()) {
            return rule.unknownIsOld()
                    ? Optional.empty()
                    : Optional.of("its source gives no time of publication");
        }
        Instant old = published.get().plus(rule.age());
        return now.isBefore(old)
                ? Optional.of("was published less than " + text(rule.age()) + " ago")
                : Optional.empty();
    }

    private static String text(Duration age) {
        if (age.toDays() > 0 && age.equals(Duration.ofDays(age.toDays()))) {
            return age.toDays() + (age.toDays() == 1 ? " day" : " days");
        }
        return age.toHours() > 0 && age.equals(Duration.ofHours(age.toHours()))
                ? age.toHours() + (age.toHours() == 1 ? " hour" : " hours")
                : age.toSeconds() + " seconds";
    }

    /** Whether a list forbids that version. */
    public static Optional<String> blocked(Block rule, PackageName name, Version version) {
        return isOn(rule.packages(), name, version) ? Optional.of("is blocked") : Optional.empty();
    }

    /** Whether that version is missing on a list. */
    public static Optional<String> notAllowed(Allow rule, PackageName name, Version version) {
        return isOn(rule.packages(), name, version)
                ? Optional.empty()
                : Optional.of("is not on the list of allowed packages");
    }

    private static boolean isOn(List<PackagePattern> list, PackageName name, Version version) {
        return list.stream().anyMatch(p -> p.matches(name, version));
    }

    private static Optional<String> license(License rule, String told) {
        String license = told.strip();
        if (license.isEmpty()) {
            return rule.unknownIsAllowed() ? Optional.empty() : Optional.of("tells no licence");
        }
        if (isIn(rule.denied(), license)) {
            return Optional.of("has the licence " + license + ", which is denied");
        }
        return rule.allowed().isEmpty() || isIn(rule.allowed(), license)
                ? Optional.empty()
                : Optional.of("has the licence " + license + ", which is not allowed");
    }

    private static boolean isIn(Set<String> licenses, String license) {
        String one = license.toLowerCase(Locale.ROOT);
        return licenses.stream().anyMatch(l -> l.toLowerCase(Locale.ROOT).equals(one));
    }
}
