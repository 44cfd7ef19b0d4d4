package dev.gatehouse.house.crooked.core.upstream;

/** Whom a use case asks without asking the rule. */
public interface UpstreamClient {}
