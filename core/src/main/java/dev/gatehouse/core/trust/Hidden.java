package dev.gatehouse.core.trust;

import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.Version;

import java.util.Optional;

/**
 * A version that is known but not shown.
 *
 * @param source whose it is, if that source is still there
 * @param reason why, for people
 */
public record Hidden(Version version, Optional<Source> source, State state, String reason) {
    /** What keeps it from being shown. */
    public enum State {
        /** Nobody who may serve it does. */
        HIDDEN,
        /** Somebody holds it back. */
        QUARANTINED
    }
}
