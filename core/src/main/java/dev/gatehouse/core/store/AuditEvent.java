package dev.gatehouse.core.store;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One line of the audit log.
 *
 * @param id a ULID: sorts by time
 * @param kind what happened
 * @param repository the repository's name, as the operator knew it then
 * @param subject the package ({@code npm:acme-ui}), token or upstream that it is about
 * @param source the source that was blocked, changed or named, when there is one
 * @param actor who did it; {@code anonymous}, a token's name, or {@code gatehouse} itself
 * @param details further facts by name; never a secret
 * @param count how many times it happened within the minute, at least 1
 */
public record AuditEvent(
        String id,
        Instant at,
        Kind kind,
        String repository,
        String subject,
        Optional<String> source,
        String actor,
        Map<String, String> details,
        long count) {
    public AuditEvent {
        details = Map.copyOf(details);
    }

    /** The kinds of events. */
    public enum Kind {
        BLOCK,
        WITHHOLD,
        WOULD_BLOCK,
        PUBLISH,
        DELETE,
        CHANGE,
        QUARANTINE,
        SHARED_NAME,
        PRESENCE,
        LAST_KNOWN,
        TRUST,
        UPSTREAM,
        CLAIM,
        FORGET,
        IMPORT,
        RELEASE,
        TOKEN,
        USER,
        DENIAL,
        RETENTION,
        CONFIGURATION,
        BACKUP,
        INTEGRITY,
        POLICY,
        WEBHOOK,
        SIGNER,
        SIGNING_KEY
    }
}
