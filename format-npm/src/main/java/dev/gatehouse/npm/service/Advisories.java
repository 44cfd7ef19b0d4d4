package dev.gatehouse.npm.service;

import dev.gatehouse.core.format.Gathering;
import dev.gatehouse.core.http.BadRequestException;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.RequestBody;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.upstream.UpstreamRequest;
import dev.gatehouse.npm.json.StrictJson;
import dev.gatehouse.npm.name.NpmName;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code POST /-/npm/v1/security/advisories/bulk}: which of these versions are known to be
 * vulnerable. The question lists every package of a project, internal ones too, so each source is
 * asked about those alone that it may speak for, and heard about no others. Thread-safe.
 */
public final class Advisories implements Gathering {
    private static final String PATH = "-/npm/v1/security/advisories/bulk";
    private static final int MOST_BYTES = 4 << 20;

    /** Each may cost a question to each trusted source; big projects have a tenth of it. */
    private static final int MOST_NAMES = 20_000;

    private final StrictJson json;
    private final NpmRefusals refusals;

    public Advisories(StrictJson json, NpmRefusals refusals) {
        this.json = json;
        this.refusals = refusals;
    }

    @Override
    public Question read(RequestBody body) throws IOException {
        byte[] bytes;
        try (InputStream in = body.open()) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        if (bytes.length > MOST_BYTES) {
            throw new BadRequestException("question of more than " + MOST_BYTES + " bytes");
        }
        try {
            return new BulkQuestion(versions(json.read(ByteBuffer.wrap(bytes))));
        } catch (IOException | IllegalArgumentException e) {
            throw new BadRequestException("not a list of packages: " + e.getMessage(), e);
        }
    }

    private static Map<PackageName, JsonNode> versions(JsonNode body) throws IOException {
        if (!body.isObject()) {
            throw new IOException("expected an object of names and versions");
        }
        Map<PackageName, JsonNode> found = new LinkedHashMap<>();
        if (body.size() > MOST_NAMES) {
            throw new IOException("more than " + MOST_NAMES + " packages");
        }
        body.properties().forEach(e -> found.put(NpmName.of(e.getKey()), e.getValue()));
        return found;
    }

    private final class BulkQuestion implements Question {
        private final Map<PackageName, JsonNode> versions;
        private final Map<SourceId, Set<PackageName>> asked = new ConcurrentHashMap<>();

        BulkQuestion(Map<PackageName, JsonNode> versions) {
            this.versions = versions;
        }

        @Override
        public Set<PackageName> names() {
            return Set.copyOf(versions.keySet());
        }

        @Override
        public Optional<UpstreamRequest> ask(Source source, Set<PackageName> allowed) {
            ObjectNode body = json.object();
            versions.forEach(
                    (name, list) -> {
                        if (allowed.contains(name)) {
                            body.set(name.value(), list);
                        }
                    });
            if (body.isEmpty()) {
                return Optional.empty();
            }
            asked.put(source.id(), Set.copyOf(allowed));
            var payload = new UpstreamRequest.Payload("application/json", body.toString());
            return Optional.of(
                    new UpstreamRequest(
                            Method.POST,
                            URI.create(PATH),
                            "application/json",
                            Optional.of(payload),
                            UpstreamRequest.Purpose.SERVICE));
        }

        @Override
        public Response answer(List<Reply> replies) {
            ObjectNode merged = json.object();
            int usable = 0;
            for (Reply reply : replies) {
                usable += reply.status() == 200 && add(reply, merged) ? 1 : 0;
            }
            if (usable == 0 && !replies.isEmpty()) {
                return replies.stream().allMatch(r -> r.status() == 404 || r.status() == 410)
                        ? refusals.error(404, "no upstream has advisories")
                        : refusals.error(503, "no upstream answered about advisories")
                                .with("retry-after", "5");
            }
            return Response.json(200, merged.toString()).with("cache-control", "no-store");
        }

        private boolean add(Reply reply, ObjectNode merged) {
            Set<PackageName> heard = asked.getOrDefault(reply.source().id(), Set.of());
            Optional<JsonNode> found = json.find(reply.content()).filter(JsonNode::isObject);
            found.ifPresent(
                    body -> heard.forEach(name -> add(name, body.path(name.value()), merged)));
            return found.isPresent();
        }

        private static void add(PackageName name, JsonNode advisories, ObjectNode merged) {
            if (advisories instanceof ArrayNode list && !list.isEmpty()) {
                ArrayNode all = merged.withArray("/" + pointer(name.value()));
                list.forEach(all::add);
            }
        }

        private static String pointer(String name) {
            return name.replace("~", "~0").replace("/", "~1");
        }
    }
}
