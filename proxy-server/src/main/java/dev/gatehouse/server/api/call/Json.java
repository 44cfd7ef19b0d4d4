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
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON of the management API: small bodies in, maps and lists out. Thread-safe. */
public final class Json {
    private static final int MOST_BYTES = 64 << 10;
    private static final int MOST_DOCUMENT_BYTES = 1 << 20;
    private static final int DEEPEST = 16;

    /** For what was stored, which had its bounds when it was written. */
    private static final JsonMapper STORED = new JsonMapper();

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
        return new BodyFields(read(bytes(request, MOST_BYTES)));
    }

    /** The object in a body; an empty body is an empty object, whatever type it says it has. */
    public BodyFields bodyIfAny(Request request) throws IOException {
        byte[] bytes = bytes(request, MOST_BYTES);
        return new BodyFields(bytes.length == 0 ? mapper.createObjectNode() : read(bytes));
    }

    /** The object in a body that may be as large as a document, with texts of several lines. */
    public JsonNode object(Request request) throws IOException {
        JsonNode object = read(bytes(request, MOST_DOCUMENT_BYTES));
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(texts(object))) {
            throw ApiException.invalid("body", "expected texts without unpaired surrogates");
        }
        return object;
    }

    private static String texts(JsonNode node) {
        StringBuilder texts = new StringBuilder(node.asString(""));
        node.propertyNames().forEach(texts::append);
        node.forEach(below -> texts.append(texts(below)).append(' '));
        return texts.toString();
    }

    /** A value as a tree. */
    public JsonNode tree(Object value) {
        return mapper.valueToTree(value);
    }

    /** A text of JSON that was stored. */
    public JsonNode parsed(String text) {
        return STORED.readTree(text);
    }

    private static byte[] bytes(Request request, int most) throws IOException {
        byte[] bytes;
        try (InputStream in = request.body().open()) {
            bytes = in.readNBytes(most + 1);
        }
        if (bytes.length > most) {
            throw ApiException.invalid("body", "expected at most " + (most >> 10) + " KiB");
        }
        return bytes;
    }

    private JsonNode read(byte[] bytes) {
        try {
            JsonNode node = mapper.readTree(bytes);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            throw ApiException.invalid(
                    "body", "expected JSON; it breaks at " + e.getLocation().offsetDescription());
        }
        throw ApiException.invalid("body", "expected a JSON object");
    }
}
