package dev.gatehouse.core.trust;

import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of one upstream about one name.
 *
 * @param present when it was last seen to have the name; durable, ends only by a confirmed absence
 * @param absence the unbroken run of ABSENT observations that is going on
 * @param unknown the last observation, if it was UNKNOWN
 * @param storedAbsent the last ABSENT since the name was last seen, as {@code last-known} keeps it
 *     over an UNKNOWN and a restart
 */
public record PresenceRecord(
        Optional<Instant> present,
        Optional<AbsenceRun> absence,
        Optional<Observation.Unknown> unknown,
        Optional<Instant> storedAbsent) {
    /** Nothing was ever observed. */
    public static final PresenceRecord NOTHING =
            new PresenceRecord(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** When the upstream was last asked, whatever came of it; empty when that is not known. */
    public Optional<Instant> lastAsked() {
        return absence.map(AbsenceRun::last)
                .or(() -> unknown.map(Observation.Unknown::at))
                .or(() -> present);
    }

    /**
     * ABSENT from {@code since} to {@code last}, with no other observation and no long gap between.
     */
    public record AbsenceRun(Instant since, Instant last) {}
}
