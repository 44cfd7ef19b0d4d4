package dev.gatehouse.config;

/** What is done with an upstream's files. */
public enum UpstreamMode {
    /** Files are stored, and served from the store from then on. */
    CACHE,
    /** Files pass through and are not stored. */
    PROXY_ONLY,
    /** What is stored is served; the upstream is never asked. */
    CACHE_ONLY
}
