package dev.gatehouse.server.api.audit;

import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.AuditLink;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** How entries of the audit log are written. */
final class AuditShape {
    private AuditShape() {}

    /** The kind as it is asked for. */
    static String word(AuditEvent event) {
        return word(event.kind());
    }

    private static String word(AuditEvent.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All kinds as they are asked for. */
    static List<String> words() {
        return Stream.of(AuditEvent.Kind.values()).map(AuditShape::word).toList();
    }

    static Map<String, Object> of(AuditEvent event) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("id", event.id());
        shape.put("at", event.at().toString());
        shape.put("kind", word(event));
        shape.put("repository", event.repository());
        shape.put("subject", event.subject());
        event.source().ifPresent(source -> shape.put("source", source));
        shape.put("actor", event.actor());
        shape.put("details", event.details());
        shape.put("count", event.count());
        return shape;
    }

    /** With its place in the chain; of a lost event the place only. */
    static Map<String, Object> of(AuditLink link) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("position", link.position());
        shape.put("previous", link.previous());
        shape.put("hash", link.hash());
        link.event().ifPresent(event -> shape.putAll(of(event)));
        return shape;
    }
}
