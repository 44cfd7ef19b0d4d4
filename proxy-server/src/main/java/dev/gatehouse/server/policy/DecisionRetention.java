package dev.gatehouse.server.policy;

import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** Drops entries of the decision log that are too old. For one thread. */
public final class DecisionRetention {
    private final MetadataStore metadata;
    private final Supplier<Duration> age;
    private final InstantSource clock;

    /**
     * A keeper.
     *
     * @param age as it is now
     */
    public DecisionRetention(MetadataStore metadata, Supplier<Duration> age, InstantSource clock) {
        this.metadata = metadata;
        this.age = age;
        this.clock = clock;
    }

    /** Drops what there is to drop. */
    public void trim() throws IOException {
        String before = DecisionTimes.prefix(clock.instant().minus(age.get()));
        boolean any =
                metadata.policies().decisions(Optional.empty(), false, 1).stream()
                        .anyMatch(oldest -> oldest.id().compareTo(before) < 0);
        if (any) {
            metadata.commit(new Change.TrimDecisions(before));
        }
    }
}
