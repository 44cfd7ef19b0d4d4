package dev.gatehouse.core.trust;

import dev.gatehouse.core.trust.PresenceMemory.Ask;
import dev.gatehouse.core.trust.PresenceMemory.Effect;
import dev.gatehouse.core.trust.PresenceMemory.Judgement;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One upstream watched for one name, by a clock that the test moves. */
final class Watch {
    private final PresenceMemory memory = new PresenceJudge();
    private final PresenceSettings settings;
    private PresenceRecord record = PresenceRecord.NOTHING;
    private Instant now = Sample.NOON;

    Watch(PresenceSettings settings) {
        this.settings = settings;
    }

    /** As configured by default. */
    static Watch byDefault() {
        return new Watch(settings(Duration.ofMinutes(5), false));
    }

    static Watch withTtl(Duration ttl) {
        return new Watch(settings(ttl, false));
    }

    static Watch withLastKnown() {
        return new Watch(settings(Duration.ofMinutes(5), true));
    }

    private static PresenceSettings settings(Duration ttl, boolean lastKnown) {
        return new PresenceSettings(ttl, Duration.ofHours(24), lastKnown, Duration.ofHours(24));
    }

    Watch after(Duration time) {
        now = now.plus(time);
        return this;
    }

    Watch present() {
        return see(new Observation.Present(now));
    }

    Watch absent() {
        return see(new Observation.Absent(now));
    }

    Watch unknown() {
        return see(new Observation.Unknown(now, "time-out"));
    }

    /** ABSENT after each of so many hours. */
    Watch absentAfterHours(int... hours) {
        for (var h : hours) {
            after(Duration.ofHours(h)).absent();
        }
        return this;
    }

    /** Keeps what a restart keeps: PRESENT, and under last-known the stored ABSENT. */
    Watch restart() {
        record =
                new PresenceRecord(
                        record.present(),
                        Optional.empty(),
                        Optional.empty(),
                        record.storedAbsent().filter(_ -> settings.lastKnown()));
        return this;
    }

    private Watch see(Observation observation) {
        record = memory.observe(record, observation, settings).record();
        return this;
    }

    /** What it would do to see the name there now, or not. */
    Effect effect(boolean present) {
        var seen = present ? new Observation.Present(now) : new Observation.Absent(now);
        return memory.observe(record, seen, settings).effect();
    }

    Judgement judgement() {
        return memory.judge(record, settings, now);
    }

    /** Presence, and whether to ask: {@code "ABSENT SOON"}; a stored ABSENT has an exclamation. */
    String says() {
        var judgement = judgement();
        return judgement.presence() + (judgement.lastKnown() ? "! " : " ") + judgement.ask();
    }

    boolean isAsking() {
        return judgement().ask() != Ask.NO;
    }

    Optional<Duration> nextQuestionIn() {
        return memory.nextQuestion(record, settings, now).map(at -> Duration.between(now, at));
    }

    Instant now() {
        return now;
    }

    Optional<Instant> lastAsked() {
        return record.lastAsked();
    }
}
