package dev.gatehouse.server.crash;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the clients know: what was acknowledged to them, and what was under way. Thread-safe. */
final class Ledger {
    /** What a client knows of a ware. */
    enum State {
        /** Its publication was sent, and no answer has come. */
        PUBLISHING,
        PUBLISHED,
        /** Its deletion was sent, and no answer has come. */
        DELETING,
        DELETED,
        /** It was received from the upstream, to the last byte. */
        CACHED
    }

    private final Map<Ware, State> states = new ConcurrentHashMap<>();
    private final Set<Ware> touched = ConcurrentHashMap.newKeySet();
    private final List<String> failures = new CopyOnWriteArrayList<>();

    void record(Ware ware, State state) {
        states.put(ware, state);
        touched.add(ware);
    }

    /** Nothing is left of a ware whose publication was never acknowledged. */
    void forget(Ware ware) {
        states.remove(ware);
    }

    /** Something was lost, or is not what it should be. */
    void fail(Ware ware, String what) {
        failures.add(ware + " (" + states.get(ware) + ") " + what);
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    Optional<State> state(Ware ware) {
        return Optional.ofNullable(states.get(ware));
    }

    Collection<Ware> all() {
        return List.copyOf(states.keySet());
    }

    /** How many wares there are of which the clients know for certain what became of them. */
    long acknowledged() {
        return states.values().stream()
                .filter(s -> s != State.PUBLISHING && s != State.DELETING)
                .count();
    }

    /** All that the last life has touched, and some of what is older. */
    Collection<Ware> sample(Random random, int older) {
        Set<Ware> sample = new HashSet<>(touched);
        touched.clear();
        List<Ware> all = new ArrayList<>(states.keySet());
        for (int i = 0; i < older && !all.isEmpty(); i++) {
            sample.add(all.get(random.nextInt(all.size())));
        }
        return sample;
    }
}
