package dev.gatehouse.config;

/** Whether the trust rule blocks. */
public enum Enforcement {
    /** What the rule blocks is not served. */
    ENFORCE,
    /** Nothing is blocked; what would have been is logged and counted. */
    MONITOR
}
