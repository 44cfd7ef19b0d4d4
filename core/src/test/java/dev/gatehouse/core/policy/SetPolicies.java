package dev.gatehouse.core.policy;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Policies that a test sets. */
public final class SetPolicies implements Policies {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile PolicySet current = PolicySet.NONE;
    private final AtomicLong count = new AtomicLong();

    public void set(Policy... policies) {
        set(List.of(), policies);
    }

    public void set(List<Exemption> exemptions, Policy... policies) {
        current =
                new PolicySet(
                        Arrays.asList(policies), exemptions, "set-" + count.incrementAndGet());
        listeners.forEach(Runnable::run);
    }

    @Override
    public PolicySet current() {
        return current;
    }

    @Override
    public void whenChanged(Runnable then) {
        listeners.add(then);
    }
}
