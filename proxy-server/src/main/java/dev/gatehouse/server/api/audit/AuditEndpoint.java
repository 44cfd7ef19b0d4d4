package dev.gatehouse.server.api.audit;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.LiveContent;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.store.AuditBounds;
import dev.gatehouse.core.store.AuditChain;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.AuditLink;
import dev.gatehouse.core.store.AuditView;
import dev.gatehouse.server.access.Authentication;
import dev.gatehouse.server.access.Loopback;
import dev.gatehouse.server.access.Verdict;
import dev.gatehouse.server.api.call.Access;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.call.Repositories;
import dev.gatehouse.server.audit.AuditFeed;
import dev.gatehouse.server.audit.AuditLines;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The audit log: pages of it newest first, all of it as lines, its chain, and as it grows. */
final class AuditEndpoint {
    private static final int AT_ONCE = 500;
    private static final int MOST_READ = 20_000;

    private final AuditView audit;
    private final AuditFeed feed;
    private final Authentication authentication;
    private final Repositories repositories;
    private final Json json;

    AuditEndpoint(
            AuditView audit,
            AuditFeed feed,
            Authentication authentication,
            Repositories repositories,
            Json json) {
        this.audit = audit;
        this.feed = feed;
        this.authentication = authentication;
        this.repositories = repositories;
        this.json = json;
    }

    /** What was found, and where to go on; no cursor at the end of the log. */
    private record Found(List<AuditEvent> events, @Nullable String next) {}

    /** Events of the repository; those of no repository (tokens) for who may act in all. */
    Response list(ApiCall call) throws IOException {
        repositories.mounts(call);
        Found found = read(call, AuditFilter.of(call));
        return json.page(found.events().stream().map(AuditShape::of).toList(), found.next());
    }

    /** A filter that matches nothing must not read the whole log in one call. */
    private Found read(ApiCall call, AuditFilter filter) throws IOException {
        List<AuditEvent> events = new ArrayList<>();
        Optional<String> cursor = call.parameter("cursor");
        for (int read = 0; read < MOST_READ; read += AT_ONCE) {
            List<AuditEvent> page = audit.list(cursor, AT_ONCE);
            for (AuditEvent event : page) {
                cursor = Optional.of(event.id());
                if (filter.isOver(event)) {
                    return new Found(events, null);
                }
                if (filter.isWanted(event)) {
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

    /** Whether each entry follows the one before, and where the chain begins and ends. */
    Response verify(ApiCall call) throws IOException {
        Map<String, Object> shape = new LinkedHashMap<>();
        switch (new AuditChain(audit).verify()) {
            case AuditChain.Finding.Whole(AuditBounds bounds) -> {
                shape.put("whole", true);
                shape.put("entries", bounds.entries());
                shape.put("first", bounds.start().position() + 1);
                shape.put("last", bounds.end().position());
                shape.put("hash", bounds.end().hash());
            }
            case AuditChain.Finding.Broken(long position, String why) -> {
                shape.put("whole", false);
                shape.put("position", position);
                shape.put("detail", "Entry " + position + " " + why + ".");
            }
        }
        return json.answer(200, shape);
    }

    /** Everything in the order of writing, one JSON object a line. */
    Response export(ApiCall call) throws IOException {
        AuditLines lines =
                new AuditLines(
                        audit,
                        position(call.sent("after").orElse("0")),
                        link -> json.text(AuditShape.of(link)));
        return live(lines, "application/x-ndjson");
    }

    /** Entries as they are written, as server-sent events; {@code Last-Event-ID} goes on. */
    Response live(ApiCall call) throws IOException {
        repositories.mounts(call);
        AuditFilter filter = AuditFilter.of(call);
        Optional<Long> after =
                call.request().head().headers().first("last-event-id").map(AuditEndpoint::position);
        LiveContent events =
                feed.listen(after, link -> shown(filter, link), () -> isEntitled(call))
                        .orElseThrow(
                                () ->
                                        ApiException.tooMany(
                                                "Too many are listening already; try later."));
        return live(events, "text/event-stream");
    }

    /**
     * A token may be revoked while its owner listens. A password that was not compared for a while
     * ends the answer too: who asks again is asked for it.
     */
    private boolean isEntitled(ApiCall call) {
        RequestHead head = call.request().head();
        return authentication.judge(head) instanceof Verdict.Known(Principal sender)
                && Access.admin().judge(sender, Loopback.sent(head), call.variable("repository"))
                        instanceof Access.Answer.Granted;
    }

    private Optional<String> shown(AuditFilter filter, AuditLink link) {
        return link.event().filter(filter::isWanted).map(_ -> json.text(AuditShape.of(link)));
    }

    private static long position(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw ApiException.invalid("after", "expected the position of an entry");
        }
        return Long.parseLong(text);
    }

    private static Response live(LiveContent content, String type) {
        return Response.of(
                200,
                Headers.of("content-type", type).with("cache-control", "no-store"),
                new Body.Live(content));
    }
}
