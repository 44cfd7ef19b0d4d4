package dev.gatehouse.server.api.trust;

import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.call.Repositories;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The audit log of a repository, newest first. Thread-safe. */
final class AuditEndpoint {
    private static final int AT_ONCE = 500;
    private static final int MOST_READ = 20_000;

    private final MetadataStore metadata;
    private final Repositories repositories;
    private final Json json;

    AuditEndpoint(MetadataStore metadata, Repositories repositories, Json json) {
        this.metadata = metadata;
        this.repositories = repositories;
        this.json = json;
    }

    /** What was found, and where to go on; no cursor at the end of the log. */
    private record Found(List<AuditEvent> events, @Nullable String next) {}

    /** Events of the repository; those of no repository (tokens) for who may act in all. */
    Response list(ApiCall call) throws IOException {
        repositories.mounts(call);
        Found found = read(call);
        List<Map<String, Object>> results =
                found.events().stream().map(AuditEndpoint::shape).toList();
        return json.page(results, found.next());
    }

    /** A filter that matches nothing must not read the whole log in one call. */
    private Found read(ApiCall call) throws IOException {
        List<AuditEvent> events = new ArrayList<>();
        Optional<String> cursor = call.parameter("cursor");
        for (int read = 0; read < MOST_READ; read += AT_ONCE) {
            List<AuditEvent> page = metadata.audit().list(cursor, AT_ONCE);
            for (AuditEvent event : page) {
                cursor = Optional.of(event.id());
                if (isWanted(call, event)) {
                    events.add(event);
                }
                if (events.size() == call.limit()) {
                    return new Found(events, event.id());
                }
            }
            if (page.size() < AT_ONCE) {
                return new Found(events, null);
            }
        }
        return new Found(events, cursor.orElse(null));
    }

    private static boolean isWanted(ApiCall call, AuditEvent event) {
        boolean everywhere = call.request().principal().repositories().isEmpty();
        boolean visible =
                event.repository().isEmpty()
                        ? everywhere
                        : event.repository().equals(call.variable("repository"));
        return visible
                && call.parameter("kind").map(k -> k.equals(word(event))).orElse(true)
                && call.parameter("actor").map(event.actor()::equals).orElse(true)
                && call.parameter("subject").map(event.subject()::equals).orElse(true);
    }

    private static String word(AuditEvent event) {
        return event.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Map<String, Object> shape(AuditEvent event) {
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
}
