package dev.gatehouse.core.trust;

/** What one source may do for one name. */
public enum Ruling {
    /** It may be asked and may serve. */
    PERMITTED,
    /** A trusted source has the name: nothing of this one is used, and it is not asked. */
    BLOCKED,
    /** A trusted source did not answer: this one waits, and is not asked. */
    WITHHELD
}
