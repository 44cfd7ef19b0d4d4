package dev.gatehouse.core.policy;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Policies that a test sets. */
public final class SetPolicies implements Policies {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile PolicySet current = PolicySet.NONE;
    private volatile long count;

    public void set(Policy... policies) {
        set(List.of(), policies);
    }

    public void set(List<Exemption> exemptions, Policy... policies) {
        count++;
        current = new PolicySet(Arrays.asList(policies), exemptions, "set-" + count);
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
