package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.model.ItemState;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.proxy.StoredPackages.Stored;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.MetadataStore.Durability;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks policies again about what is stored of a name, and writes down what follows: an effect that
 * no policy wants any more is taken back. Thread-safe.
 */
final class Rejudging {
    private static final int MOST_TRIES = 20;

    private final PolicyGate gate;
    private final StoredPackages stored;
    private final SignerPins pins;
    private final MetadataStore metadata;
    private final Epochs epochs;
    private final PackageLocks locks;
    private final InstantSource clock;

    Rejudging(Kernel kernel, PolicyGate gate, StoredPackages stored, SignerPins pins) {
        this.gate = gate;
        this.stored = stored;
        this.pins = pins;
        this.metadata = kernel.metadata();
        this.epochs = kernel.epochs();
        this.locks = kernel.locks();
        this.clock = kernel.clock();
    }

    /**
     * What policies said of all that is stored of a name.
     *
     * @param there the items that they were asked about
     * @param teaching those about packages that may teach who signs them
     */
    private record Round(
            long epoch,
            Set<ItemKey> there,
            List<PolicyVerdict> verdicts,
            List<PolicyVerdict> teaching) {}

    /** Judges all of one name, under one correlation; what comes of it is on the disk then. */
    void name(Mount<?, ?> mount, PackageName name, String correlation)
            throws IOException, InterruptedException {
        name(mount, name, correlation, Durability.SYNCED);
    }

    /**
     * The same.
     *
     * @param durability {@link Durability#BEHIND} for those who judge again after a crash
     */
    void name(Mount<?, ?> mount, PackageName name, String correlation, Durability durability)
            throws IOException, InterruptedException {
        PackageKey key = mount.key(name);
        boolean nothing =
                !gate.decides(mount)
                        && metadata.states().of(key).stream().allMatch(s -> s.policy().isEmpty());
        if (nothing) {
            return;
        }
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Round round = ask(mount, name, correlation);
            if (locks.holding(key, () -> commit(mount, key, round, durability))) {
                return;
            }
        }
        throw new IOException("what is stored of " + key + " kept changing");
    }

    /**
     * What was laid upon items of a name now: what policies said is asked again first where time
     * alone may have changed it.
     */
    List<ItemState> states(Mount<?, ?> mount, PackageName name)
            throws IOException, InterruptedException {
        Instant now = clock.instant();
        List<ItemState> states = metadata.states().of(mount.key(name));
        boolean due =
                states.stream()
                        .flatMap(s -> s.policy().stream())
                        .anyMatch(effect -> effect.isDue(now));
        if (!due) {
            return states;
        }
        name(mount, name, gate.correlation());
        return metadata.states().of(mount.key(name));
    }

    /** When the first of those items is due. */
    static Optional<Instant> dueAt(List<ItemState> states) {
        return states.stream()
                .flatMap(s -> s.policy().stream())
                .flatMap(effect -> effect.dueAt().stream())
                .min(Comparator.naturalOrder());
    }

    private Round ask(Mount<?, ?> mount, PackageName name, String correlation)
            throws IOException, InterruptedException {
        long epoch = epochs.of(mount.key(name));
        Set<ItemKey> there = new HashSet<>();
        List<PolicyVerdict> verdicts = new ArrayList<>();
        List<PolicyVerdict> teaching = new ArrayList<>();
        for (Stored one : stored.of(mount, name)) {
            there.add(one.item());
            PolicyVerdict verdict = gate.stored(one, correlation);
            verdicts.add(verdict);
            if (pins.teaches(mount, one.owner(), one.item().key())) {
                teaching.add(verdict);
            }
        }
        return new Round(epoch, there, verdicts, teaching);
    }

    private boolean commit(Mount<?, ?> mount, PackageKey key, Round round, Durability durability)
            throws IOException {
        if (epochs.of(key) != round.epoch()
                || !round.verdicts().stream().allMatch(gate::isCurrent)) {
            return false;
        }
        List<ItemState> states = metadata.states().of(key);
        List<Change> changes = new ArrayList<>();
        for (PolicyVerdict verdict : round.verdicts()) {
            changes.addAll(gate.changes(mount, verdict, states));
        }
        changes.addAll(
                SignerPins.learned(
                        key, round.teaching().stream().filter(v -> v.accepts(states)).toList()));
        // what is stored no more is judged when it comes again
        states.stream()
                .filter(s -> s.policy().isPresent() && !round.there().contains(s.item()))
                .forEach(s -> changes.add(new Change.PutState(s.unjudged())));
        if (changes.isEmpty()) {
            return true;
        }
        boolean moves =
                changes.stream()
                        .anyMatch(
                                c -> c instanceof Change.PutState || c instanceof Change.PutSigner);
        metadata.commit(changes, moves ? durability : Durability.BEHIND);
        if (moves) {
            epochs.move(key);
        }
        return true;
    }
}
