package dev.gatehouse.core.proxy;

import dev.gatehouse.core.advisory.Advisory;
import dev.gatehouse.core.advisory.Finding;
import dev.gatehouse.core.advisory.Scan;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.model.ItemState;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.model.PolicyEffect;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.ReleaseFile;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.policy.AdvisoryRules;
import dev.gatehouse.core.policy.BuiltInRules;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyAction;
import dev.gatehouse.core.policy.PolicyRule;
import dev.gatehouse.core.policy.PolicySet;
import dev.gatehouse.core.trust.Accepted;
import dev.gatehouse.core.trust.VisibleIndex;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Holds back versions of which no file ever came, by those rules that an index is enough for: the
 * age, lists of names, and advisories. A version of which something came was judged as a whole.
 * Pure.
 */
final class IndexRules {
    private IndexRules() {}

    /** By what is asked. */
    record Asked(PolicySet set, Scans scans, Instant now) {}

    /**
     * Items of an index that policies hold back, as if somebody had laid that upon them.
     *
     * @param known what was laid upon items of the name
     */
    static <R extends Release> List<ItemState> states(
            Mount<R, ?> mount, VisibleIndex<R, ?> index, Asked asked, List<ItemState> known) {
        PolicySet set = asked.set();
        Instant now = asked.now();
        List<Policy> policies =
                set.about(mount.repositoryName()).stream().filter(IndexRules::isEnough).toList();
        if (policies.isEmpty()) {
            return List.of();
        }
        Set<Version> judged =
                known.stream()
                        .filter(s -> s.policy().isPresent())
                        .map(s -> s.item().version())
                        .collect(Collectors.toSet());
        PackageKey key = mount.key(index.name());
        Circumstances around =
                new Circumstances(
                        key.name(),
                        mount.format().unlisted().isEmpty(),
                        found(mount, key.name(), policies, asked.scans()),
                        now);
        List<ItemState> held = new ArrayList<>();
        index.accepted()
                .forEach(
                        (version, accepted) -> {
                            ItemKey whole = new ItemKey(key, version, Optional.empty());
                            if (!judged.contains(version)
                                    && set.exemptedUntil(whole, now).isEmpty()) {
                                effect(policies, accepted, around)
                                        .ifPresent(e -> held.addAll(held(whole, accepted, e)));
                            }
                        });
        return held;
    }

    /**
     * What holds of all versions.
     *
     * @param found what advisories say of one of them
     * @param tellsTimes whether an index of that format tells when versions were published: where
     *     none does, only the files can say how old they are
     */
    private record Circumstances(
            PackageName name,
            boolean tellsTimes,
            Function<Version, List<Finding>> found,
            Instant now) {}

    /** What advisories say of versions; nothing where no rule goes by them. */
    private static Function<Version, List<Finding>> found(
            Mount<?, ?> mount, PackageName name, List<Policy> policies, Scans scans) {
        boolean wanted = policies.stream().anyMatch(p -> AdvisoryRules.goesByAdvisories(p.rule()));
        List<Advisory> known = wanted ? scans.about(name) : List.of();
        return mount.format()
                .ecosystem()
                .<Function<Version, List<Finding>>>map(
                        e -> version -> Scan.of(known, version, e.order()).findings())
                .orElseGet(() -> version -> List.of());
    }

    private static boolean isEnough(Policy policy) {
        boolean refuses =
                policy.actions().stream()
                        .anyMatch(
                                a ->
                                        a instanceof PolicyAction.SetState s
                                                && !s.state().isVisible());
        return refuses
                && switch (policy.rule()) {
                    case PolicyRule.MinimumAge ignored -> true;
                    case PolicyRule.Block ignored -> true;
                    case PolicyRule.Allow ignored -> true;
                    case PolicyRule.Vulnerability ignored -> true;
                    case PolicyRule.Malware ignored -> true;
                    case PolicyRule.RequireSigned ignored -> false;
                    case PolicyRule.SignerChanged ignored -> false;
                    case PolicyRule.License ignored -> false;
                    case PolicyRule.Rego ignored -> false;
                };
    }

    /** The version as a whole, and each of its files for those who know only that. */
    private static List<ItemState> held(ItemKey whole, Accepted<?> accepted, PolicyEffect effect) {
        List<ItemState> held = new ArrayList<>();
        held.add(ItemState.none(whole).judged(effect));
        for (ReleaseFile file : accepted.release().files()) {
            Optional<FileName> only = Optional.of(file.name());
            held.add(
                    ItemState.none(new ItemKey(whole.key(), whole.version(), only)).judged(effect));
        }
        return held;
    }

    private static Optional<PolicyEffect> effect(
            List<Policy> policies, Accepted<?> accepted, Circumstances around) {
        Optional<PolicyEffect> effect = Optional.empty();
        for (Policy policy : policies) {
            Optional<String> why = objection(policy.rule(), accepted, around);
            if (why.isPresent()) {
                effect = Optional.of(effect(policy, why.get(), accepted.release(), around));
                if (policy.terminal()) {
                    return effect;
                }
            }
        }
        return effect;
    }

    private static Optional<String> objection(
            PolicyRule rule, Accepted<?> accepted, Circumstances around) {
        Release release = accepted.release();
        return switch (rule) {
            case PolicyRule.MinimumAge age -> tooYoung(age, accepted, around);
            case PolicyRule.Block block ->
                    BuiltInRules.blocked(block, around.name(), release.version());
            case PolicyRule.Allow allow ->
                    BuiltInRules.notAllowed(allow, around.name(), release.version());
            case PolicyRule.Vulnerability vulnerable ->
                    AdvisoryRules.objection(vulnerable, around.found().apply(release.version()));
            case PolicyRule.Malware malware ->
                    AdvisoryRules.objection(malware, around.found().apply(release.version()));
            case PolicyRule.RequireSigned ignored -> Optional.empty();
            case PolicyRule.SignerChanged ignored -> Optional.empty();
            case PolicyRule.License ignored -> Optional.empty();
            case PolicyRule.Rego ignored -> Optional.empty();
        };
    }

    private static Optional<String> tooYoung(
            PolicyRule.MinimumAge rule, Accepted<?> accepted, Circumstances around) {
        Optional<Instant> told = accepted.release().publishedAt();
        boolean ruled =
                !accepted.owner().id().isLocal() && (told.isPresent() || around.tellsTimes());
        return ruled ? BuiltInRules.tooYoung(rule, told, around.now()) : Optional.empty();
    }

    private static PolicyEffect effect(
            Policy policy, String why, Release release, Circumstances around) {
        Instant now = around.now();
        PackageState state =
                policy.ordered().stream()
                        .flatMap(
                                a ->
                                        a instanceof PolicyAction.SetState s
                                                ? Optional.of(s.state()).stream()
                                                : Optional.<PackageState>empty().stream())
                        .reduce(PackageState.AVAILABLE, (before, last) -> last);
        Optional<Instant> due =
                policy.rule() instanceof PolicyRule.MinimumAge age
                        ? release.publishedAt().map(at -> at.plus(age.age())).filter(now::isBefore)
                        : Optional.empty();
        PolicyEffect.Cause cause =
                new PolicyEffect.Cause(state, policy.id(), policy.name(), why, "");
        return new PolicyEffect(Optional.of(cause), Set.of(), Set.of(), now, due);
    }
}
