package dev.gatehouse.config;

/** What a publish into a name means that an untrusted upstream has already supplied here. */
public enum OnSharedName {
    /** It is accepted, and its answer says so. */
    WARN,
    /** It is refused until an operator claims the name. */
    REFUSE
}
