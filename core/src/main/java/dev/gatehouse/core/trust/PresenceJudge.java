package dev.gatehouse.core.trust;

import dev.gatehouse.core.model.Presence;
import dev.gatehouse.core.trust.PresenceRecord.AbsenceRun;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Presence as it is published. Stateless. A clock that jumps costs at most a question too many: an
 * observation that lies in the future is used for nothing but PRESENT, which needs no clock.
 */
public final class PresenceJudge implements PresenceMemory {
    private static final Duration UNKNOWN_KEPT = Duration.ofSeconds(5);

    /** The gate confirms an absence by this many questions. */
    private static final int QUESTIONS = 6;

    /** A break longer than this part of the confirmation time ends a run of absences. */
    private static final int GAP_PART = 3;

    @Override
    public Judgement judge(PresenceRecord record, PresenceSettings settings, Instant now) {
        if (record.present().isPresent()) {
            return judgePresent(record, record.present().get(), settings, now);
        }
        if (record.absence().isPresent()) {
            return judgeAbsent(record, record.absence().get().last(), settings, now);
        }
        if (record.unknown().isPresent()) {
            return judgeUnknown(record, record.unknown().get(), settings, now);
        }
        return undecided(record, "it was not asked yet", Optional.empty(), settings, now)
                .ending(Ask.NOW, now);
    }

    private Judgement judgePresent(
            PresenceRecord record, Instant seen, PresenceSettings settings, Instant now) {
        var due = nextQuestion(record, settings, now).filter(next -> !now.isBefore(next));
        return new Judgement(
                Presence.PRESENT,
                memory(record),
                Optional.of(seen),
                due.isPresent() ? Ask.SOON : Ask.NO,
                Instant.MAX,
                false);
    }

    private static String memory(PresenceRecord record) {
        return record.absence()
                .map(run -> "it had the name; absent since " + run.since() + ", to be confirmed")
                .or(() -> record.unknown().map(u -> "it had the name; now: " + u.reason()))
                .orElse("it has the name");
    }

    private static Judgement judgeAbsent(
            PresenceRecord record, Instant last, PresenceSettings settings, Instant now) {
        var ttl = settings.absentTtl();
        if (!isWithin(last, ttl, now)) {
            return undecided(record, "its answer is too old", Optional.of(last), settings, now)
                    .ending(Ask.NOW, now);
        }
        var end = last.plus(ttl);
        var renewal = last.plus(ttl.multipliedBy(4).dividedBy(5));
        var ask = now.isBefore(renewal) ? Ask.NO : now.isBefore(end) ? Ask.SOON : Ask.NOW;
        return new Judgement(
                Presence.ABSENT,
                "it answered that it does not have the name",
                Optional.of(last),
                ask,
                end,
                false);
    }

    private static Judgement judgeUnknown(
            PresenceRecord record,
            Observation.Unknown unknown,
            PresenceSettings settings,
            Instant now) {
        var judgement =
                undecided(record, unknown.reason(), Optional.of(unknown.at()), settings, now);
        var end = unknown.at().plus(shorter(UNKNOWN_KEPT, settings.absentTtl()));
        var fresh = !now.isBefore(unknown.at()) && now.isBefore(end);
        return fresh ? judgement.ending(Ask.NO, end) : judgement.ending(Ask.NOW, now);
    }

    /** UNKNOWN, unless a stored ABSENT may decide. */
    private static Judgement undecided(
            PresenceRecord record,
            String reason,
            Optional<Instant> at,
            PresenceSettings settings,
            Instant now) {
        var limit = settings.lastKnownLimit();
        return record.storedAbsent()
                .filter(stored -> settings.lastKnown() && isWithin(stored, limit, now))
                .map(stored -> lastKnown(stored, reason, stored.plus(limit)))
                .orElseGet(
                        () ->
                                new Judgement(
                                        Presence.UNKNOWN, reason, at, Ask.NOW, Instant.MAX, false));
    }

    private static Judgement lastKnown(Instant stored, String reason, Instant end) {
        return new Judgement(
                Presence.ABSENT,
                "last known: it did not have the name at " + stored + "; now: " + reason,
                Optional.of(stored),
                Ask.NOW,
                end,
                true);
    }

    private static boolean isWithin(Instant observed, Duration limit, Instant now) {
        return !now.isBefore(observed) && !now.isAfter(observed.plus(limit));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public Update observe(
            PresenceRecord record, Observation observation, PresenceSettings settings) {
        return switch (observation) {
            case Observation.Present(var at) -> present(record, at);
            case Observation.Absent(var at) -> absent(record, at, settings);
            case Observation.Unknown unknown ->
                    new Update(
                            new PresenceRecord(
                                    record.present(),
                                    Optional.empty(),
                                    Optional.of(unknown),
                                    record.storedAbsent()),
                            Effect.NONE);
        };
    }

    private static Update present(PresenceRecord record, Instant at) {
        var seen =
                new PresenceRecord(
                        Optional.of(at), Optional.empty(), Optional.empty(), Optional.empty());
        return new Update(seen, record.present().isPresent() ? Effect.NONE : Effect.PRESENT_BEGAN);
    }

    private static Update absent(PresenceRecord record, Instant at, PresenceSettings settings) {
        var run =
                record.absence()
                        .filter(r -> continues(record, r, at, settings))
                        .map(r -> new AbsenceRun(r.since(), at))
                        .orElse(new AbsenceRun(at, at));
        var confirmed = !at.isBefore(run.since().plus(settings.absenceConfirmation()));
        var ended = confirmed && record.present().isPresent();
        return new Update(
                new PresenceRecord(
                        ended ? Optional.empty() : record.present(),
                        Optional.of(run),
                        Optional.empty(),
                        Optional.of(at)),
                ended ? Effect.PRESENT_ENDED : Effect.NONE);
    }

    /**
     * Whether an absence goes on with the run: not over a long gap, not backwards, and not across
     * the time at which the name was last seen; in the last two cases the clock has jumped.
     */
    private static boolean continues(
            PresenceRecord record, AbsenceRun run, Instant at, PresenceSettings settings) {
        var gap = settings.absenceConfirmation().dividedBy(GAP_PART);
        var crossed =
                record.present()
                        .filter(seen -> run.last().isBefore(seen) && !at.isBefore(seen))
                        .isPresent();
        return isWithin(run.last(), gap, at) && !crossed;
    }

    @Override
    public Optional<Instant> nextQuestion(
            PresenceRecord record, PresenceSettings settings, Instant now) {
        if (record.present().isEmpty() || record.storedAbsent().isEmpty()) {
            return Optional.empty();
        }
        var step = settings.absenceConfirmation().dividedBy(QUESTIONS);
        return record.absence()
                .map(AbsenceRun::last)
                .or(() -> record.unknown().map(Observation.Unknown::at))
                .map(last -> now.isBefore(last) ? now : last.plus(step));
    }
}
