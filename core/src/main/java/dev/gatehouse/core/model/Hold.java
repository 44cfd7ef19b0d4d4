package dev.gatehouse.core.model;

import java.time.Instant;

/**
 * That something is held back: it is in no index, and its files are refused.
 *
 * @param by who did it
 * @param reason for the people who are refused; may be empty
 */
public record Hold(String by, String reason, Instant at) {
    /** One sentence for those people. */
    public String text() {
        return "Quarantined by " + by + (reason.isEmpty() ? "" : ": " + reason);
    }
}
