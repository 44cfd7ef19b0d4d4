package dev.gatehouse.config;

/** What is done about a package that others sign than did before. */
public enum Pinning {
    /** Nothing: nobody keeps account. */
    OFF,
    /** It is served, and an alarm is raised. */
    WARN,
    /** It is held back until somebody accepts the signer. */
    HOLD
}
