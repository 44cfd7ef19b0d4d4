package dev.gatehouse.core.trust;

import dev.gatehouse.core.model.Presence;

import java.time.Instant;
import java.util.Optional;

/** How observations become presence. Pure and thread-safe. */
public interface PresenceMemory {
    /**
     * What the record says now, and whether the upstream should be asked.
     *
     * @param now after an answer, the time of its observation: then what was just answered counts
     *     even where it may not be used again
     */
    Judgement judge(PresenceRecord record, PresenceSettings settings, Instant now);

    /** The record after one more observation. */
    Update observe(PresenceRecord record, Observation observation, PresenceSettings settings);

    /**
     * When the gate is to ask the upstream by itself, so that an absence is confirmed; empty when
     * there is nothing to confirm. A clock that was set back makes it due now.
     */
    Optional<Instant> nextQuestion(PresenceRecord record, PresenceSettings settings, Instant now);

    /** Whether to ask the upstream before deciding. */
    enum Ask {
        /** What is known may be used. */
        NO,
        /** It may be used, but is to be renewed in the background. */
        SOON,
        /** It may not be used: ask first. */
        NOW
    }

    /**
     * What may be assumed now.
     *
     * @param presence what may be assumed when asking brings nothing, or is not needed
     * @param reason how it is known, for people
     * @param observedAt when it was learnt
     * @param validUntil when this judgement ends by the passing of time
     * @param lastKnown whether a stored ABSENT decided for a source that does not answer
     */
    record Judgement(
            Presence presence,
            String reason,
            Optional<Instant> observedAt,
            Ask ask,
            Instant validUntil,
            boolean lastKnown) {
        /** The same, which ends at that time if not before. */
        Judgement ending(Ask how, Instant end) {
            var until = end.isBefore(validUntil) ? end : validUntil;
            return new Judgement(presence, reason, observedAt, how, until, lastKnown);
        }
    }

    /** What an observation did. */
    record Update(PresenceRecord record, Effect effect) {}

    /** What must be made durable, or told. */
    enum Effect {
        NONE,
        /** The upstream was seen to have the name for the first time, or again. */
        PRESENT_BEGAN,
        /** The absence was confirmed: the name is not the upstream's any more. */
        PRESENT_ENDED
    }
}
