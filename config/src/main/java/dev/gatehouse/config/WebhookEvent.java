package dev.gatehouse.config;

/** What a webhook may be told; in the file and in deliveries in lower case with hyphens. */
public enum WebhookEvent {
    BLOCK,
    WITHHOLD,
    WOULD_BLOCK,
    SHARED_NAME,
    TRUST_CHANGE,
    CLAIM,
    PUBLISH,
    DELETE,
    QUARANTINE,
    INTEGRITY,
    SIGNER
}
