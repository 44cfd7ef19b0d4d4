package dev.gatehouse.config;

/** Whether an upstream may supply any name. */
public enum UpstreamTrust {
    /** It may supply each name, and what it has is ours. */
    TRUSTED,
    /** It may supply only names that no trusted source has. */
    UNTRUSTED
}
