package dev.gatehouse.server.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds answers of the management API to its document: their status, their media type, and each
 * field of their JSON, of which none may be there that the document does not tell of. Thread-safe.
 */
public final class Documented {
    private static final Documented API = new Documented();

    /** What a path without a route is answered with. */
    private static final List<Integer> NO_ROUTE = List.of(400, 401, 404, 405);

    private final JsonMapper mapper = new JsonMapper();
    private final JsonNode document;
    private final JsonNode strict;
    private final SchemaRegistry registry =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private Documented() {
        try {
            document = mapper.readTree(ApiDocument.of("1.2.3"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        strict = document.path("components").deepCopy();
        forbidOthers(strict.path("schemas"));
    }

    /** The document. */
    public static JsonNode document() {
        return API.document;
    }

    /**
     * Insists on an answer that the document tells of.
     *
     * @param path of the request, without its query
     * @param type the answer's {@code Content-Type}, when it has one
     * @param body as text; where there is none to look at, empty
     */
    public static void require(
            String method, String path, int status, Optional<String> type, Optional<String> body) {
        API.check(method, path, status, type, body);
    }

    /** What is wrong with a value where the document wants that schema. */
    public static List<String> problems(JsonNode schema, JsonNode value) {
        return API.errors(API.schema(schema, API.document.path("components")), value);
    }

    /** What a reference within the document stands for; anything else is itself. */
    public static JsonNode resolved(JsonNode node) {
        String to = node.path("$ref").asString("");
        return to.isEmpty() ? node : API.document.at(to.substring(1));
    }

    private void check(
            String method, String path, int status, Optional<String> type, Optional<String> body) {
        String what = method + " " + path + ": " + status + " " + body.orElse("");
        String asked = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
        JsonNode operation = operation(asked, path);
        if (operation.isMissingNode()) {
            assertThat(NO_ROUTE).as(what).contains(status);
            return;
        }
        JsonNode told = operation.path("responses").path(Integer.toString(status));
        assertThat(told.isMissingNode()).as(what + " is not documented").isFalse();
        JsonNode content = resolved(told).path("content");
        String media = type.orElse("").split(";", -1)[0];
        if (content.isEmpty()) {
            assertThat(body.orElse("")).as(what).isEmpty();
            return;
        }
        assertThat(content.propertyNames()).as(what).contains(media);
        if (media.equals("application/json") && body.filter(b -> !b.isEmpty()).isPresent()) {
            String key = asked + " " + operation.path("operationId").asString("") + " " + status;
            Schema schema =
                    schemas.computeIfAbsent(
                            key, _ -> schema(content.path(media).path("schema"), strict));
            assertThat(errors(schema, mapper.readTree(body.get()))).as(what).isEmpty();
        }
    }

    private JsonNode operation(String method, String path) {
        String plain = path.replaceFirst("^/api/v1(?=/|$)", "/api").replaceFirst("/$", "");
        return document.path("paths").properties().stream()
                .filter(p -> fits(p.getKey().replaceFirst("/$", ""), plain))
                .filter(p -> p.getValue().has(method))
                .min(
                        Comparator.comparingLong(
                                p -> p.getKey().chars().filter(c -> c == '{').count()))
                .map(p -> p.getValue().path(method))
                .orElseGet(() -> mapper.missingNode());
    }

    private static boolean fits(String template, String path) {
        String[] wanted = template.split("/", -1);
        String[] given = path.split("/", -1);
        if (wanted.length != given.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!wanted[i].startsWith("{") && !wanted[i].equals(given[i])) {
                return false;
            }
        }
        return true;
    }

    private Schema schema(JsonNode part, JsonNode components) {
        ObjectNode whole = mapper.createObjectNode();
        part.properties().forEach(p -> whole.set(p.getKey(), p.getValue()));
        whole.set("components", components);
        return registry.getSchema(whole);
    }

    private List<String> errors(Schema schema, JsonNode value) {
        return schema.validate(value).stream().map(Error::toString).toList();
    }

    /** What an object is not said to have, it has not: in tests only, as fields may be added. */
    private static void forbidOthers(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.has("properties")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(Documented::forbidOthers);
    }
}
