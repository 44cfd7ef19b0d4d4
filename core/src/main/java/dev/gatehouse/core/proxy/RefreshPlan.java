package dev.gatehouse.core.proxy;

import dev.gatehouse.core.store.StoredIndex;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What to do about one upstream's index document now. Pure. */
public enum RefreshPlan {
    /** What is stored is fresh. */
    USE_STORED,
    /** What is stored will do for this answer; a newer one is fetched meanwhile. */
    USE_STORED_AND_REFRESH,
    /** It said a moment ago that it does not have the name. */
    USE_MISSING,
    /** It did not answer a moment ago. */
    USE_SILENT,
    /** Ask it. */
    FETCH;

    /** For how many TTLs past its first a document may be shown while it is refreshed. */
    private static final int STALE_TTLS = 12;

    /**
     * The last time the upstream was asked, when it was asked and gave no document.
     *
     * @param silent whether it gave no usable answer; else it answered that it has not got the name
     */
    record Failure(Instant at, boolean silent, String reason) {}

    /**
     * How long answers hold.
     *
     * @param index for how long a document is fresh; zero: ask each time
     * @param absent for how long a missing one is not asked for again
     * @param silent for how long a silent source is left alone
     */
    record Ttl(Duration index, Duration absent, Duration silent) {}

    /**
     * Decides.
     *
     * @param staleWillDo whether no trust decision depends on the answer
     */
    static RefreshPlan of(
            Optional<StoredIndex> stored,
            Optional<Failure> failure,
            Ttl ttl,
            Instant now,
            boolean staleWillDo) {
        if (failure.isPresent() && isRecent(failure.get(), ttl, now)) {
            return failure.get().silent() ? USE_SILENT : USE_MISSING;
        }
        if (stored.isEmpty() || failure.isPresent()) {
            return FETCH;
        }
        Duration age = Duration.between(stored.get().checkedAt(), now);
        if (age.isNegative()) {
            return FETCH;
        }
        if (age.compareTo(ttl.index()) < 0) {
            return USE_STORED;
        }
        boolean usable = age.compareTo(ttl.index().multipliedBy(STALE_TTLS)) < 0;
        return usable && staleWillDo ? USE_STORED_AND_REFRESH : FETCH;
    }

    private static boolean isRecent(Failure failure, Ttl ttl, Instant now) {
        Duration age = Duration.between(failure.at(), now);
        Duration limit = failure.silent() ? ttl.silent() : ttl.absent();
        return !age.isNegative() && age.compareTo(limit) < 0;
    }
}
