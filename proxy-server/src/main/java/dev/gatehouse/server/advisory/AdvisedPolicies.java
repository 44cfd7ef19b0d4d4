package dev.gatehouse.server.advisory;

import dev.gatehouse.core.advisory.AdvisorySet;
import dev.gatehouse.core.policy.Policies;
import dev.gatehouse.core.policy.PolicySet;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Policies whose generation is another with each set of advisories: what was decided by one set is
 * decided again by the next, as with a change of the policies themselves. Thread-safe.
 */
public final class AdvisedPolicies implements Policies {
    private final Policies policies;
    private final AdvisoryBook advisories;
    private final AtomicReference<Optional<Known>> known = new AtomicReference<>(Optional.empty());

    public AdvisedPolicies(Policies policies, AdvisoryBook advisories) {
        this.policies = policies;
        this.advisories = advisories;
    }

    /** What was made of a set of policies. */
    private record Known(PolicySet of, Optional<AdvisorySet> by, PolicySet set) {}

    @Override
    public PolicySet current() {
        PolicySet plain = policies.current();
        Optional<AdvisorySet> set = advisories.current();
        if (set.isEmpty()) {
            return plain;
        }
        Optional<Known> last = known.get();
        if (last.isPresent()
                && last.get().of().generation().equals(plain.generation())
                && last.get().by().equals(set)) {
            return last.get().set();
        }
        PolicySet made =
                new PolicySet(
                        plain.policies(),
                        plain.exemptions(),
                        plain.generation() + " " + set.get().id());
        known.set(Optional.of(new Known(plain, set, made)));
        return made;
    }

    @Override
    public void whenChanged(Runnable then) {
        policies.whenChanged(then);
        advisories.whenChanged(then);
    }
}
