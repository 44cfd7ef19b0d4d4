package dev.gatehouse.core.signature;

/** Which keys are known. Thread-safe. */
public interface KeyRings {
    /** The keys as they were last read; never waits for a disk. */
    KnownKeys current();

    /**
     * Reads again what has changed since. To be called now and then, off the request path. What
     * cannot be read at all keeps its last good keys, and says so among the problems: a ring that
     * is out of reach must not make what it revoked good again.
     *
     * @return what is known now; stored verdicts of another generation are due again
     */
    KnownKeys refresh();
}
