package dev.gatehouse.npm.service;

import dev.gatehouse.core.format.Gathering;
import dev.gatehouse.core.http.RequestBody;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.signature.RegistryKey;
import dev.gatehouse.core.signature.RegistryKeys;
import dev.gatehouse.core.upstream.UpstreamRequest;
import dev.gatehouse.npm.json.StrictJson;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code GET /-/npm/v1/keys}: the keys with which registries sign what they hold; those of all
 * sources together, of one key id the first. Thread-safe.
 */
public final class SigningKeys implements Gathering, Gathering.Question {
    private final StrictJson json;
    private final NpmRefusals refusals;

    public SigningKeys(StrictJson json, NpmRefusals refusals) {
        this.json = json;
        this.refusals = refusals;
    }

    @Override
    public Question read(RequestBody body) {
        return this;
    }

    @Override
    public Set<PackageName> names() {
        return Set.of();
    }

    @Override
    public Optional<UpstreamRequest> ask(Source source, Set<PackageName> allowed) {
        return Optional.of(UpstreamRequest.service("-/npm/v1/keys", "application/json"));
    }

    /** As registries write them, see npm's "ECDSA registry signatures". */
    @Override
    public Optional<Reply> keys(Source source, RegistryKeys keys) {
        if (keys.keys().isEmpty()) {
            return Optional.empty();
        }
        ObjectNode body = json.object();
        ArrayNode list = body.putArray("keys");
        for (RegistryKey key : keys.keys()) {
            ObjectNode one = list.addObject();
            one.put("expires", key.expiresAt().map(SigningKeys::time).orElse(null));
            one.put("keyid", key.id()).put("keytype", NpmSigning.SCHEME);
            one.put("scheme", NpmSigning.SCHEME).put("key", key.spki());
        }
        byte[] text = body.toString().getBytes(StandardCharsets.UTF_8);
        return Optional.of(new Reply(source, 200, ByteBuffer.wrap(text)));
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    @Override
    public Response answer(List<Reply> replies) {
        Map<String, JsonNode> keys = new LinkedHashMap<>();
        boolean whole = true;
        boolean heard = false;
        for (Reply reply : replies) {
            boolean missing = reply.status() == 404 || reply.status() == 410;
            boolean told = reply.status() == 200 && add(reply, keys);
            whole &= missing || told;
            heard |= told && !reply.source().isLocal();
        }
        // our own keys alone would say that nobody has signed what came from a silent upstream
        if (!keys.isEmpty() && (whole || heard)) {
            ObjectNode body = json.object();
            ArrayNode list = body.putArray("keys");
            keys.values().forEach(list::add);
            return Response.json(200, body.toString()).with("cache-control", "max-age=60");
        }
        // 404 tells npm that this registry signs nothing, which only a whole answer can say.
        return whole
                ? refusals.error(404, "no source of this repository has signing keys")
                : refusals.error(503, "an upstream did not answer about its keys")
                        .with("retry-after", "5");
    }

    private boolean add(Reply reply, Map<String, JsonNode> keys) {
        Optional<JsonNode> found = json.find(reply.content());
        for (JsonNode key : found.map(f -> f.path("keys")).orElseGet(json::object)) {
            StrictJson.text(key, "keyid").ifPresent(id -> keys.putIfAbsent(id, key));
        }
        return found.isPresent();
    }
}
