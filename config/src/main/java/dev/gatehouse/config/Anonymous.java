package dev.gatehouse.config;

/** What callers without a token may do; writing and the management API always need one. */
public enum Anonymous {
    /** Install and browse. */
    READ,
    /** Nothing. */
    NONE
}
