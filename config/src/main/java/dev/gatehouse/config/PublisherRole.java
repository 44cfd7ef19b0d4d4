package dev.gatehouse.config;

/** What a job may do that has exchanged its identity. */
public enum PublisherRole {
    READ,
    PUBLISH
}
