package dev.gatehouse.core.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A name known to exist at a trusted upstream. Some registries hide what they have behind 404 when
 * credentials break: while the canary is not there, none of the upstream's 404s is an absence.
 *
 * @param name the canary's name, for people
 */
public record Canary(String name) {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    /** Whether to ask for it, before an absence may count; at most every five seconds. */
    public boolean isDue(Optional<Observation> last, Instant now) {
        return last.map(Observation::at)
                .filter(at -> !now.isBefore(at) && now.isBefore(at.plus(INTERVAL)))
                .isEmpty();
    }

    /** What an observation is worth, given the last one of the canary. */
    public Observation weigh(Observation observation, Optional<Observation> canary) {
        return switch (observation) {
            case Observation.Absent(var at) when !isThere(canary) ->
                    new Observation.Unknown(at, missing());
            case Observation.Absent absent -> absent;
            case Observation.Present present -> present;
            case Observation.Unknown unknown -> unknown;
        };
    }

    private String missing() {
        return "it answered 404, and its canary " + name + " was not there either";
    }

    private static boolean isThere(Optional<Observation> canary) {
        return canary.filter(Observation.Present.class::isInstance).isPresent();
    }
}
