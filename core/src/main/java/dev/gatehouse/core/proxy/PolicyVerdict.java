package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.ItemState;
import dev.gatehouse.core.model.PolicyEffect;
import dev.gatehouse.core.policy.Judgement;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyOutcome;
import dev.gatehouse.core.policy.PolicyOutcome.Asked;
import dev.gatehouse.core.policy.PolicyOutcome.Failure;
import dev.gatehouse.core.policy.Subject;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.StoredDecision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What policies say of one package, and under which policies that was found out.
 *
 * @param input what they were shown, as JSON; empty where none was asked
 * @param correlation shared by all that one cause brought about
 * @param generation of the policies that were asked
 */
record PolicyVerdict(
        Subject subject,
        PolicyOutcome outcome,
        String input,
        String correlation,
        String generation) {

    /** What a verdict waits for that is not final: that upstream, or the policy itself. */
    String waitsFor(String upstream) {
        return outcome.doubt()
                ? upstream
                : "policy " + outcome.effect().cause().map(PolicyEffect.Cause::name).orElse("");
    }

    /**
     * Whether it may be written down: not when it refuses only because something was not known, or
     * because there was no time.
     */
    boolean isFinal() {
        return !outcome.doubt() && outcome.failure() != Failure.OVERTIME;
    }

    /** The same for no longer than that: policies are asked again then. */
    PolicyVerdict until(Instant due) {
        PolicyEffect effect = outcome.effect();
        PolicyEffect ending =
                new PolicyEffect(
                        effect.cause(),
                        effect.tagsAdded(),
                        effect.tagsRemoved(),
                        effect.at(),
                        effect.dueAt().filter(due::isAfter).or(() -> Optional.of(due)));
        PolicyOutcome other =
                new PolicyOutcome(ending, outcome.asked(), outcome.failure(), outcome.doubt());
        return new PolicyVerdict(subject, other, input, correlation, generation);
    }

    /** The item among those of its name, as it is before. */
    ItemState before(List<ItemState> states) {
        return states.stream()
                .filter(s -> s.item().equals(subject.item()))
                .findFirst()
                .orElseGet(() -> ItemState.none(subject.item()));
    }

    /** All items of the name as they are afterwards. */
    List<ItemState> after(List<ItemState> states) {
        List<ItemState> after = new ArrayList<>(states);
        after.removeIf(s -> s.item().equals(subject.item()));
        after.add(after(before(states)));
        return after;
    }

    /** Whether nothing holds the item back, so that it may be learned from. */
    boolean accepts(List<ItemState> states) {
        return isFinal() && after(before(states)).hold().isEmpty();
    }

    /** The item as it is afterwards. */
    ItemState after(ItemState before) {
        PolicyEffect effect = outcome.effect();
        boolean same =
                before.policy().isPresent()
                        && before.policy().get().equalsInEffect(effect)
                        && before.policy().get().dueAt().equals(effect.dueAt());
        boolean never =
                before.policy().isEmpty() && outcome.asked().isEmpty() && effect.dueAt().isEmpty();
        return same || never ? before : before.judged(effect);
    }

    /** The entries of the decision log. */
    List<Change> log() {
        List<Change> changes = new ArrayList<>();
        if (!outcome.asked().isEmpty()) {
            String shown = outcome.asked().getFirst().id();
            changes.add(new Change.PutDecisionInput(shown, input));
            outcome.asked().forEach(one -> changes.add(new Change.PutDecision(entry(one, shown))));
        }
        return changes;
    }

    private StoredDecision entry(Asked one, String shown) {
        Policy policy = one.policy();
        Judgement judgement = one.judgement();
        return new StoredDecision(
                one.id(),
                correlation,
                shown,
                subject.scope().repository(),
                subject.item(),
                subject.declaredName(),
                subject.shownVersion(),
                policy.id(),
                policy.name(),
                policy.version(),
                judgement instanceof Judgement.Matched,
                judgement instanceof Judgement.Matched matched ? matched.reasons() : List.of(),
                output(judgement),
                one.applied(),
                judgement instanceof Judgement.Failed failed
                        ? Optional.of(failed.message())
                        : Optional.empty(),
                one.at(),
                one.at().plus(one.took()));
    }

    private static String output(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Matched matched -> matched.output();
            case Judgement.Passed passed -> passed.output();
            case Judgement.Failed ignored -> "";
        };
    }
}
