package dev.gatehouse.config;

/** What an old ABSENT is worth while the trusted source that gave it does not answer. */
public enum WhenTrustedUnreachable {
    /** Nothing: the name is undecided. */
    FAIL_CLOSED,
    /** It decides for at most {@code last-known-limit}, and the audit log says so. */
    LAST_KNOWN
}
