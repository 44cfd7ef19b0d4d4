package dev.gatehouse.server.api.call;

import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.Response;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON of the management API: small bodies in, maps and lists out. Thread-safe. */
public final class Json {
    private static final int MOST_BYTES = 64 << 10;
    private static final int DEEPEST = 16;

    private final JsonMapper mapper =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEEPEST)
                                                    .build())
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /** An answer that no cache keeps. */
    public Response answer(int status, Object value) {
        return Response.json(status, mapper.writeValueAsString(value))
                .with("cache-control", "no-store");
    }

    /** One value as text, for answers that are written piece by piece. */
    public String text(Object value) {
        return mapper.writeValueAsString(value);
    }

    /** One page of a list that is walked by a cursor; null ends it. */
    public Response page(
            List<? extends Map<String, ? extends @Nullable Object>> results,
            @Nullable String next) {
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put("results", results);
        page.put("next", next);
        return answer(200, page);
    }

    /** What is told of a call that cannot be done; of one that came too early also when to ask. */
    public Response error(ApiException e) {
        Response error = error(e.status(), e.detail(), e.fields());
        return e.status() == 429 ? error.with("retry-after", "5") : error;
    }

    public Response error(int status, String detail, Map<String, List<String>> fields) {
        return answer(status, Map.of("detail", detail, "fields", fields));
    }

    /** The object in a body. */
    public BodyFields body(Request request) throws IOException {
        return parsed(bytes(request));
    }

    /** The object in a body; an empty body is an empty object, whatever type it says it has. */
    public BodyFields bodyIfAny(Request request) throws IOException {
        byte[] bytes = bytes(request);
        return bytes.length == 0 ? new BodyFields(mapper.createObjectNode()) : parsed(bytes);
    }

    private static byte[] bytes(Request request) throws IOException {
        byte[] bytes;
        try (InputStream in = request.body().open()) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        if (bytes.length > MOST_BYTES) {
            throw ApiException.invalid("body", "expected at most 64 KiB");
        }
        return bytes;
    }

    private BodyFields parsed(byte[] bytes) {
        try {
            JsonNode node = mapper.readTree(bytes);
            if (node != null && node.isObject()) {
                return new BodyFields(node);
            }
        } catch (JacksonException e) {
            throw ApiException.invalid(
                    "body", "expected JSON; it breaks at " + e.getLocation().offsetDescription());
        }
        throw ApiException.invalid("body", "expected a JSON object");
    }
}
