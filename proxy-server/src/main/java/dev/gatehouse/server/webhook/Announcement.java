package dev.gatehouse.server.webhook;

import dev.gatehouse.config.WebhookConfig;
import dev.gatehouse.config.WebhookEvent;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.AuditEvent.Kind;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An event as webhooks are told of it.
 *
 * @param event what happened
 * @param told the entry of the audit log; it has no secrets
 * @param counted whether any client can cause it at will, so that it must be bounded
 */
record Announcement(WebhookEvent event, AuditEvent told, boolean counted) {
    /** What a test delivery is called. */
    static final String PING = "ping";

    private static final JsonMapper JSON = new JsonMapper();

    /** The announcement of an event; empty where webhooks are not told of its kind. */
    static Optional<Announcement> of(AuditEvent told) {
        boolean counted = isCounted(told.kind());
        return event(told.kind()).map(event -> new Announcement(event, told, counted));
    }

    /** Whether the audit log's front tells of the first of these at once. */
    static boolean isCounted(Kind kind) {
        return switch (kind) {
            case BLOCK, WITHHOLD, WOULD_BLOCK, INTEGRITY, DENIAL -> true;
            case PUBLISH,
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
                    RETENTION,
                    CONFIGURATION,
                    BACKUP,
                    POLICY,
                    WEBHOOK,
                    SIGNER,
                    SIGNING_KEY ->
                    false;
        };
    }

    private static Optional<WebhookEvent> event(Kind kind) {
        return switch (kind) {
            case BLOCK -> Optional.of(WebhookEvent.BLOCK);
            case WITHHOLD -> Optional.of(WebhookEvent.WITHHOLD);
            case WOULD_BLOCK -> Optional.of(WebhookEvent.WOULD_BLOCK);
            case SHARED_NAME -> Optional.of(WebhookEvent.SHARED_NAME);
            case TRUST, UPSTREAM -> Optional.of(WebhookEvent.TRUST_CHANGE);
            case CLAIM, FORGET, RELEASE -> Optional.of(WebhookEvent.CLAIM);
            case PUBLISH -> Optional.of(WebhookEvent.PUBLISH);
            case DELETE -> Optional.of(WebhookEvent.DELETE);
            case QUARANTINE -> Optional.of(WebhookEvent.QUARANTINE);
            case INTEGRITY -> Optional.of(WebhookEvent.INTEGRITY);
            case SIGNER -> Optional.of(WebhookEvent.SIGNER);
            case CHANGE,
                    PRESENCE,
                    LAST_KNOWN,
                    IMPORT,
                    TOKEN,
                    USER,
                    DENIAL,
                    RETENTION,
                    CONFIGURATION,
                    BACKUP,
                    POLICY,
                    WEBHOOK,
                    SIGNING_KEY ->
                    Optional.empty();
        };
    }

    /** Whether that webhook is to be told. */
    boolean concerns(WebhookConfig hook) {
        return hook.events().contains(event)
                && (hook.repositories().isEmpty()
                        || hook.repositories().stream()
                                .anyMatch(r -> r.value().equals(told.repository())));
    }

    /** The event as it is written. */
    String word() {
        return word(event);
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is sent. */
    String body(String workspace) {
        Map<String, Object> body = head(told.id(), word(), told.at(), workspace);
        if (!told.repository().isEmpty()) {
            body.put("repository", told.repository());
        }
        subject(body);
        Map<String, String> details = new TreeMap<>(told.details());
        Optional.ofNullable(details.get("version")).ifPresent(v -> body.put("version", v));
        told.source().ifPresent(source -> body.put("source", source));
        Optional.ofNullable(details.get("rule"))
                .filter(rule -> rule.matches("\\d{1,3}"))
                .ifPresent(rule -> body.put("rule", Integer.valueOf(rule)));
        body.put("detail", detail(details));
        body.put("details", details);
        body.put("actor", told.actor());
        return JSON.writeValueAsString(body);
    }

    /** What a test delivery sends. */
    static String ping(String id, Instant at, String workspace, String actor) {
        Map<String, Object> body = head(id, PING, at, workspace);
        body.put("detail", "A test of this webhook.");
        body.put("actor", actor);
        return JSON.writeValueAsString(body);
    }

    private static Map<String, Object> head(String id, String event, Instant at, String workspace) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", id);
        body.put("event", event);
        body.put("at", at.toString());
        body.put("workspace", workspace);
        return body;
    }

    /**
     * The audit log writes a package as {@code npm:acme-ui}, an upstream as {@code npm upstream x}.
     */
    private void subject(Map<String, Object> body) {
        String subject = told.subject();
        int colon = subject.indexOf(':');
        int blank = subject.indexOf(' ');
        if (event == WebhookEvent.TRUST_CHANGE && blank > 0) {
            body.put("format", subject.substring(0, blank));
        } else if (colon > 0) {
            body.put("format", subject.substring(0, colon));
            body.put("package", subject.substring(colon + 1));
        } else {
            body.put("package", subject);
        }
    }

    private String detail(Map<String, String> details) {
        String about =
                details.entrySet().stream()
                        .map(d -> d.getKey() + " " + d.getValue())
                        .collect(Collectors.joining(", "));
        String source = told.source().orElse("a source");
        String rule = "rule " + details.getOrDefault("rule", "?");
        return switch (event) {
            case BLOCK -> "%s was blocked for %s by %s".formatted(source, told.subject(), rule);
            case WITHHOLD -> "%s was withheld for %s by %s".formatted(source, told.subject(), rule);
            case WOULD_BLOCK ->
                    "%s would be blocked for %s by %s".formatted(source, told.subject(), rule);
            case INTEGRITY ->
                    "%s offers other bytes for %s than expected".formatted(source, told.subject());
            case SHARED_NAME, TRUST_CHANGE, CLAIM, PUBLISH, DELETE, QUARANTINE, SIGNER ->
                    told.subject() + ": " + about;
        };
    }
}
