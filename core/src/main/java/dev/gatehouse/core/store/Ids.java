package dev.gatehouse.core.store;

/** Makes ids of upstreams, repositories, tokens and audit events. Thread-safe. */
public interface Ids {
    /** A new ULID; one that was made later sorts later. */
    String next();
}
