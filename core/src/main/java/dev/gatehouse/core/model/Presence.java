package dev.gatehouse.core.model;

/** What one trusted source says about a name. UNKNOWN is never treated as ABSENT. */
public enum Presence {
    PRESENT,
    ABSENT,
    UNKNOWN
}
