package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.proxy.StoredPackages.Stored;
import dev.gatehouse.core.store.FileUse;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * How much is stored. It is counted by reading all names, so a count is used for a hundred times as
 * long as it took: what is small is told as it is, and what is large costs a hundredth of the time
 * at most, however often it is asked. Thread-safe.
 */
public final class Tallies {
    private static final long MOST_MOUNTS = 10_000;
    private static final int TIMES = 100;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final StoredPackages stored;
    private final InstantSource clock;
    private final Memory<Where, Counted> counted;
    private final SingleFlight<Where, Counted> flights;

    Tallies(Kernel kernel, StoredPackages stored) {
        this.stored = stored;
        this.clock = kernel.clock();
        this.counted = kernel.memories().counted("tallies", MOST_MOUNTS);
        this.flights = new SingleFlight<>(kernel.threads());
    }

    private record Where(RepositoryId repository, FormatId format) {}

    /**
     * What was counted.
     *
     * @param packages as people count them
     * @param names of which any is stored
     * @param held packages that are held back
     * @param served how often a primary file of any was
     * @param bytes of all their files, each as often as it is listed
     */
    public record Tally(long packages, long names, long held, long served, long bytes) {
        /** Nothing. */
        public static final Tally NONE = new Tally(0, 0, 0, 0, 0);

        /** Both together. */
        public Tally and(Tally more) {
            return new Tally(
                    packages + more.packages,
                    names + more.names,
                    held + more.held,
                    served + more.served,
                    bytes + more.bytes);
        }
    }

    private record Counted(Tally tally, Instant at, Duration took) {
        boolean isFresh(Instant now) {
            Duration age = Duration.between(at, now);
            Duration good = took.multipliedBy(TIMES);
            Duration most = good.compareTo(LONGEST) < 0 ? good : LONGEST;
            return !age.isNegative() && age.compareTo(most) < 0;
        }
    }

    /**
     * What a mount stores, or stored a while ago; empty while something large is counted for the
     * first time. Does not wait for long.
     */
    public Optional<Tally> of(Mount<?, ?> mount) throws IOException, InterruptedException {
        Where where = new Where(mount.repository(), mount.format().id());
        Optional<Counted> known = counted.find(where);
        if (known.filter(k -> k.isFresh(clock.instant())).isPresent()) {
            return known.map(Counted::tally);
        }
        return flights.join(where, () -> count(mount, where), PATIENCE)
                .or(() -> known)
                .map(Counted::tally);
    }

    private Counted count(Mount<?, ?> mount, Where where) throws IOException {
        Instant begun = clock.instant();
        Sum sum = new Sum();
        stored.each(mount, sum::add);
        Instant now = clock.instant();
        Counted result = new Counted(sum.tally, now, Duration.between(begun, now));
        counted.put(where, result);
        return result;
    }

    /** Of one thread. */
    private static final class Sum {
        private Tally tally = Tally.NONE;

        void add(List<Stored> ofOneName) {
            if (ofOneName.isEmpty()) {
                return;
            }
            long held = ofOneName.stream().filter(s -> s.state().hold().isPresent()).count();
            long bytes = ofOneName.stream().mapToLong(s -> s.parcel().size()).sum();
            long served =
                    ofOneName.stream().mapToLong(s -> s.use().map(FileUse::count).orElse(0L)).sum();
            tally = tally.and(new Tally(ofOneName.size(), 1, held, served, bytes));
        }
    }
}
