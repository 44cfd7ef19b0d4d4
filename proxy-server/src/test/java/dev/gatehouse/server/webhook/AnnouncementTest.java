package dev.gatehouse.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.config.WebhookEvent;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.AuditEvent.Kind;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

class AnnouncementTest {
    private static final Instant AT = Instant.parse("2030-01-01T00:00:00Z");

    private static AuditEvent event(Kind kind, String subject, Map<String, String> details) {
        return new AuditEvent(
                "01JID", AT, kind, "main", subject, Optional.of("npm-public"), "alice", details, 1);
    }

    private static String body(Kind kind, String subject, Map<String, String> details) {
        return Announcement.of(event(kind, subject, details)).orElseThrow().body("acme");
    }

    @Test
    void aBlockSaysWhatWasBlockedWhereAndByWhichRule() {
        String body = body(Kind.BLOCK, "npm:@acme/ui", Map.of("rule", "2"));

        assertThat(new JsonMapper().readTree(body))
                .isEqualTo(
                        new JsonMapper()
                                .readTree(
                                        """
                                        {"id": "01JID", "event": "block", "at": "2030-01-01T00:00:00Z",
                                         "workspace": "acme", "repository": "main", "format": "npm",
                                         "package": "@acme/ui", "source": "npm-public", "rule": 2,
                                         "detail": "npm-public was blocked for npm:@acme/ui by rule 2",
                                         "details": {"rule": "2"}, "actor": "alice"}
                                        """));
    }

    @Test
    void aMavenNameKeepsItsColon() {
        String body = body(Kind.PUBLISH, "maven:com.acme:ui", Map.of("version", "1.0"));

        assertThat(body)
                .contains("\"format\":\"maven\"", "\"package\":\"com.acme:ui\"")
                .contains("\"version\":\"1.0\"", "\"event\":\"publish\"");
    }

    @Test
    void aChangeOfTrustSaysWhichUpstreamBecameWhat() {
        String change = "trust changed from TRUSTED to UNTRUSTED";

        String body = body(Kind.TRUST, "npm upstream npm-public", Map.of("change", change));

        assertThat(body)
                .contains("\"event\":\"trust-change\"", "\"format\":\"npm\"", change)
                .contains("\"source\":\"npm-public\"")
                .doesNotContain("\"package\"");
    }

    @Test
    void whatIsToldTogetherHasNoFormat() {
        String body = body(Kind.BLOCK, "(other names)", Map.of());

        assertThat(body).contains("\"package\":\"(other names)\"").doesNotContain("format");
    }

    @Test
    void everyEventThatCanBeAskedForIsToldOfSomeKind() {
        var told =
                Arrays.stream(Kind.values())
                        .flatMap(kind -> Announcement.of(event(kind, "npm:a", Map.of())).stream())
                        .map(Announcement::event)
                        .distinct()
                        .toList();

        assertThat(told).containsExactlyInAnyOrder(WebhookEvent.values());
    }
}
