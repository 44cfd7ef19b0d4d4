package dev.gatehouse.core.policy;

import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.model.PolicyEffect;
import dev.gatehouse.core.policy.PolicyOutcome.Asked;
import dev.gatehouse.core.policy.PolicyOutcome.Failure;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Asks policies about one package, in their order, and gathers what follows. An exemption stands
 * before them all, as a terminal policy that makes the package available. For one use.
 */
public final class PolicyRun {
    private static final int LONGEST_REASON = 500;

    /** How long what a rule says that reads the clock may stand. */
    private static final Duration AGAIN = Duration.ofHours(1);

    private final PolicyJudge judge;
    private final Supplier<String> ids;
    private final InstantSource clock;
    private final List<Asked> asked = new ArrayList<>();
    private final Set<String> added = new LinkedHashSet<>();
    private final Set<String> removed = new LinkedHashSet<>();
    private Optional<PolicyEffect.Cause> cause = Optional.empty();
    private Failure failure = Failure.NONE;
    private boolean bySigner;

    /**
     * @param ids new ids for the decision log
     */
    public PolicyRun(PolicyJudge judge, Supplier<String> ids, InstantSource clock) {
        this.judge = judge;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Asks.
     *
     * @param policies those that are about the package's repository, in any order
     * @param exemptUntil when an exemption ends; empty: there is none
     */
    public PolicyOutcome about(
            Subject subject, List<Policy> policies, Optional<Instant> exemptUntil)
            throws InterruptedException {
        Instant begun = clock.instant();
        if (exemptUntil.isEmpty()) {
            for (Policy policy : policies.stream().sorted(Policy.ORDER).toList()) {
                if (isEnded(ask(policy, subject))) {
                    break;
                }
            }
        }
        PolicyEffect effect =
                new PolicyEffect(
                        cause,
                        added,
                        removed,
                        begun,
                        exemptUntil.or(() -> due(subject, policies, begun)));
        boolean doubt =
                !effect.state().isVisible()
                        && (subject.isInDoubt() || (bySigner && subject.isSignerInDoubt()));
        return new PolicyOutcome(effect, asked, failure, doubt);
    }

    /** The first time at which any policy may say something else; those not asked too. */
    private Optional<Instant> due(Subject subject, List<Policy> policies, Instant now) {
        return policies.stream()
                .filter(judge::readsTime)
                .map(policy -> due(policy, subject, now))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    private static Optional<Instant> due(Policy policy, Subject subject, Instant now) {
        return policy.rule() instanceof PolicyRule.MinimumAge(Duration age, var _)
                ? subject.about().publishedAt().map(at -> at.plus(age)).filter(now::isBefore)
                : Optional.of(now.plus(AGAIN));
    }

    private static boolean isEnded(Asked one) {
        return one.policy().terminal() && one.judgement() instanceof Judgement.Matched;
    }

    private Asked ask(Policy policy, Subject subject) throws InterruptedException {
        Instant at = clock.instant();
        Judgement judgement = judge.judge(policy, subject);
        String id = ids.get();
        List<PolicyAction> applied =
                switch (judgement) {
                    case Judgement.Passed ignored -> List.of();
                    case Judgement.Matched matched -> matched(id, policy, matched);
                    case Judgement.Failed failed -> failed(id, policy, failed);
                };
        Asked one =
                new Asked(
                        id, policy, judgement, applied, at, Duration.between(at, clock.instant()));
        asked.add(one);
        return one;
    }

    private List<PolicyAction> matched(String id, Policy policy, Judgement.Matched matched) {
        String reason = reason(matched.reasons());
        for (PolicyAction action : policy.ordered()) {
            switch (action) {
                case PolicyAction.SetState(var _, var _, PackageState state) -> {
                    cause = Optional.of(cause(state, policy, reason, id));
                    failure = Failure.NONE;
                    bySigner = policy.rule() instanceof PolicyRule.SignerChanged;
                }
                case PolicyAction.AddTags(var _, var _, List<String> tags) -> {
                    tags.forEach(removed::remove);
                    added.addAll(tags);
                }
                case PolicyAction.RemoveTags(var _, var _, List<String> tags) -> {
                    tags.forEach(added::remove);
                    removed.addAll(tags);
                }
            }
        }
        return policy.ordered();
    }

    /** An error of one that would only tag refuses nothing. */
    private List<PolicyAction> failed(String id, Policy policy, Judgement.Failed failed) {
        if (policy.onError() == OnError.CLOSED && mayRefuse(policy)) {
            String reason = reason(List.of("it could not be evaluated: " + failed.message()));
            cause = Optional.of(cause(PackageState.QUARANTINED, policy, reason, id));
            failure = failed.overtime() ? Failure.OVERTIME : Failure.ERROR;
            bySigner = false;
        }
        return List.of();
    }

    private static boolean mayRefuse(Policy policy) {
        return policy.actions().stream()
                .anyMatch(a -> a instanceof PolicyAction.SetState s && !s.state().isVisible());
    }

    private static PolicyEffect.Cause cause(
            PackageState state, Policy policy, String reason, String decision) {
        return new PolicyEffect.Cause(state, policy.id(), policy.name(), reason, decision);
    }

    /** One line, however a rule wrote it: it goes into headers and logs. */
    private static String reason(List<String> reasons) {
        String all =
                String.join("; ", reasons.stream().sorted().toList())
                        .replaceAll("\\p{Cntrl}+", " ")
                        .strip();
        return all.length() <= LONGEST_REASON ? all : all.substring(0, LONGEST_REASON - 3) + "...";
    }
}
