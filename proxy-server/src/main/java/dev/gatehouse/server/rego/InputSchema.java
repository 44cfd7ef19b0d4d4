package dev.gatehouse.server.rego;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The published schema of what policies are shown. Thread-safe. */
public final class InputSchema {
    private final String text;
    private final JsonNode schema;

    private InputSchema(String text) {
        this.text = text;
        this.schema = new JsonMapper().readTree(text);
    }

    /** From the resources. */
    public static InputSchema read() {
        try (InputStream in =
                Objects.requireNonNull(InputSchema.class.getResourceAsStream(RegoInput.SCHEMA))) {
            return new InputSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As it is published. */
    public String text() {
        return text;
    }

    /**
     * The beginning of a path that no input ever has; empty: it may be there.
     *
     * @param parts after {@code input}; an empty one is any key or index
     */
    Optional<String> unknown(List<Optional<String>> parts) {
        JsonNode at = schema;
        StringBuilder path = new StringBuilder("input");
        for (Optional<String> part : parts) {
            path.append(part.map(p -> "." + p).orElse("[_]"));
            Optional<JsonNode> next = step(at, part);
            if (next.isEmpty()) {
                return Optional.of(path.toString());
            }
            at = next.get();
        }
        return Optional.empty();
    }

    /** Absent: never there. An empty schema: anything. */
    private Optional<JsonNode> step(JsonNode from, Optional<String> part) {
        JsonNode at = resolved(from);
        if (at.has("items")) {
            return part.isPresent() ? Optional.empty() : Optional.of(at.path("items"));
        }
        if (!at.has("properties") || part.isEmpty()) {
            JsonNode others = at.path("additionalProperties");
            return Optional.of(others.isObject() ? others : anything());
        }
        JsonNode property = at.path("properties").path(part.get());
        if (!property.isMissingNode()) {
            return Optional.of(property);
        }
        boolean closed =
                at.path("additionalProperties").isBoolean()
                        && !at.path("additionalProperties").asBoolean();
        return closed ? Optional.empty() : Optional.of(anything());
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : schema.at(reference.substring(1));
    }

    private JsonNode anything() {
        return schema.path("$defs").path("anything");
    }
}
