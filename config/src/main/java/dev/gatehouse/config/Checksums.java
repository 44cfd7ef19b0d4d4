package dev.gatehouse.config;

/** What becomes of a file that is not what a checksum beside it says. */
public enum Checksums {
    /** It is refused. */
    FAIL,
    /** It is served, and an alarm is raised. */
    WARN
}
