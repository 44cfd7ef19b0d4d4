package dev.gatehouse.core.trust;

/** Whether the rule is applied or only watched. */
public enum Enforcement {
    ENFORCE,
    /** Nothing is blocked; what would have been is logged and counted. */
    MONITOR
}
