package dev.gatehouse.core.policy;

/** What follows when a policy could not be asked. */
public enum OnError {
    /** The package is refused: an error is never "no match". */
    CLOSED,
    /** The policy counts as one that does not match. */
    OPEN
}
