package dev.gatehouse.server.api.openapi;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * The OpenAPI document: what holds for all of the API, joined with the paths and schemas of each
 * room. A test compares it with the table of routes.
 */
final class ApiDocument {
    /** Each is a file beside this class. */
    private static final List<String> ROOMS =
            List.of(
                    "repos",
                    "upstreams",
                    "packages",
                    "files",
                    "trust",
                    "policies",
                    "advisories",
                    "audit",
                    "tokens",
                    "webhooks",
                    "service",
                    "operation");

    private static final JsonMapper MAPPER = new JsonMapper();

    private ApiDocument() {}

    /**
     * The document as text.
     *
     * @param version of this program
     * @throws IOException when a part of it cannot be read
     */
    static String of(String version) throws IOException {
        ObjectNode whole = part("root");
        whole.withObject("/info").put("version", version);
        ObjectNode paths = whole.withObject("/paths");
        ObjectNode schemas = whole.withObject("/components/schemas");
        for (String room : ROOMS) {
            ObjectNode part = part(room);
            join(paths, part.path("paths"));
            join(schemas, part.path("schemas"));
        }
        return MAPPER.writeValueAsString(whole);
    }

    private static ObjectNode part(String name) throws IOException {
        try (InputStream in = ApiDocument.class.getResourceAsStream(name + ".json")) {
            if (in == null) {
                throw new FileNotFoundException(name + ".json is missing from this build");
            }
            return (ObjectNode) MAPPER.readTree(in);
        }
    }

    private static void join(ObjectNode whole, JsonNode part) {
        for (Map.Entry<String, JsonNode> property : part.properties()) {
            if (whole.has(property.getKey())) {
                throw new IllegalStateException(property.getKey() + " is documented twice");
            }
            whole.set(property.getKey(), property.getValue());
        }
    }
}
