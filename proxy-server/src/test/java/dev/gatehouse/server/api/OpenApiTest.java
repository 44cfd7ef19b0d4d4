package dev.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.server.api.call.Access;
import dev.gatehouse.server.api.call.ApiRoute;
import dev.gatehouse.server.api.openapi.Documented;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The OpenAPI document against the table of routes. */
class OpenApiTest {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z_]+)}");

    @TempDir private Path directory = Path.of("");

    private ApiHandler handler() throws Exception {
        return new ApiWorld(directory).handler;
    }

    /** Routes by method and whole path, as the document writes them. */
    private Map<String, ApiRoute> routes() throws Exception {
        ApiHandler handler = handler();
        return Stream.concat(
                        handler.management().stream().map(r -> Map.entry(named("/api/", r), r)),
                        handler.operations().stream().map(r -> Map.entry(named("/-/", r), r)))
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
    }

    private static String named(String prefix, ApiRoute route) {
        return route.method().name().toLowerCase(Locale.ROOT) + " " + prefix + route.pattern();
    }

    /** Operations by method and whole path without its last slash. */
    private static Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new TreeMap<>();
        for (Map.Entry<String, JsonNode> path : Documented.document().path("paths").properties()) {
            for (Map.Entry<String, JsonNode> part : path.getValue().properties()) {
                if (METHODS.contains(part.getKey())) {
                    operations.put(
                            part.getKey() + " " + path.getKey().replaceFirst("/$", ""),
                            part.getValue());
                }
            }
        }
        return operations;
    }

    @Test
    void everyKindOfAuditEntryIsDocumented() {
        List<String> documented =
                Documented.document()
                        .at("/components/schemas/AuditEntry/properties/kind/enum")
                        .valueStream()
                        .map(JsonNode::stringValue)
                        .toList();

        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(AuditEvent.Kind.values()).map(OpenApiTest::word).toList());
    }

    private static String word(AuditEvent.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Test
    void everyRouteIsDocumentedAndNothingElseIs() throws Exception {
        assertThat(operations().keySet()).isEqualTo(routes().keySet()).hasSizeGreaterThan(60);
    }

    @Test
    void everyOperationSaysWhoMayCallIt() throws Exception {
        Map<String, JsonNode> operations = operations();

        routes().forEach(
                        (name, route) -> {
                            JsonNode operation = Objects.requireNonNull(operations.get(name));
                            assertThat(operation.path("x-access").asString(""))
                                    .as(name)
                                    .isEqualTo(word(route.access()));
                            assertThat(isOpen(operation))
                                    .as(name + " asks for no token")
                                    .isEqualTo(isOpen(route.access()));
                            assertThat(operation.path("responses").has("403"))
                                    .as(name + " may be refused")
                                    .isEqualTo(
                                            route.access() instanceof Access.InRepository
                                                    || route.access() instanceof Access.Everywhere);
                            assertThat(operation.path("responses").propertyNames())
                                    .as(name)
                                    .contains("400", "401", "429", "503");
                        });
    }

    private static String word(Access access) {
        return switch (access) {
            case Access.Anybody _ -> "anybody";
            case Access.Ticket _ -> "ticket";
            case Access.Observer _ -> "observer";
            case Access.AnyToken _ -> "any-token";
            case Access.InRepository(var role) -> role.name().toLowerCase(Locale.ROOT);
            case Access.Everywhere _ -> "operator";
        };
    }

    private static boolean isOpen(Access access) {
        return switch (access) {
            case Access.Anybody _, Access.Ticket _, Access.Observer _ -> true;
            case Access.AnyToken _, Access.InRepository _, Access.Everywhere _ -> false;
        };
    }

    /** Without a list of its own the whole document's holds, in which each way has a token. */
    private static boolean isOpen(JsonNode operation) {
        JsonNode own = operation.path("security");
        return own.isArray() && (own.isEmpty() || own.get(0).isEmpty());
    }

    @Test
    void everyVariableOfAPathIsAParameterOfThatName() {
        for (Map.Entry<String, JsonNode> path : Documented.document().path("paths").properties()) {
            List<String> told = new ArrayList<>();
            for (JsonNode parameter : path.getValue().path("parameters")) {
                JsonNode whole = Documented.resolved(parameter);
                assertThat(whole.path("in").asString("")).isEqualTo("path");
                assertThat(whole.path("required").asBoolean(false)).isTrue();
                told.add(whole.path("name").asString(""));
            }
            List<String> there =
                    VARIABLE.matcher(path.getKey()).results().map(m -> m.group(1)).toList();

            assertThat(told).as(path.getKey()).isEqualTo(there);
        }
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryComponentIsReferredTo() {
        Set<String> used = new TreeSet<>();
        Documented.document()
                .findValues("$ref")
                .forEach(
                        reference -> {
                            String to = reference.asString("");
                            assertThat(Documented.document().at(to.substring(1)).isMissingNode())
                                    .as(to)
                                    .isFalse();
                            used.add(to);
                        });
        Set<String> there = new TreeSet<>();
        for (String kind : List.of("schemas", "responses", "parameters", "headers")) {
            Documented.document()
                    .path("components")
                    .path(kind)
                    .propertyNames()
                    .forEach(name -> there.add("#/components/" + kind + "/" + name));
        }
        // A line of the export and a live event are no JSON documents that a schema could judge.
        there.remove("#/components/schemas/AuditLine");

        assertThat(there).isEqualTo(used);
    }

    @Test
    void everyOperationHasANameOfItsOwn() {
        List<String> names =
                operations().values().stream()
                        .map(o -> o.path("operationId").asString(""))
                        .toList();

        assertThat(names).doesNotContain("").doesNotHaveDuplicates();
    }

    @Test
    void everyExampleIsAsItsSchemaWantsIt() {
        List<String> wrong = new ArrayList<>();
        int examples = 0;
        for (JsonNode holder : Documented.document().findParents("example")) {
            JsonNode schema = holder.has("schema") ? holder.path("schema") : holder;
            wrong.addAll(Documented.problems(schema, holder.path("example")));
            examples++;
        }

        assertThat(wrong).isEmpty();
        assertThat(examples).isGreaterThan(20);
    }

    @Test
    void everyBodyThatIsReadRefusesUnknownFields() {
        operations()
                .forEach(
                        (name, operation) -> {
                            JsonNode schema =
                                    operation
                                            .path("requestBody")
                                            .path("content")
                                            .path("application/json")
                                            .path("schema");
                            if (!schema.isMissingNode()) {
                                assertThat(
                                                Documented.resolved(schema)
                                                        .path("additionalProperties")
                                                        .asBoolean(true))
                                        .as(name)
                                        .isFalse();
                            }
                        });
    }

    @Test
    void theDocumentIsShownToEveryTokenWithItsVersionAndItsTag() throws Exception {
        ApiWorld world = new ApiWorld(directory);

        Response stranger = world.send(Method.GET, "/api/openapi.json", "", "");
        Response known = world.send(Method.GET, "/api/v1/openapi.json", world.admin(), "");

        assertThat(stranger.status()).isEqualTo(401);
        assertThat(known.status()).isEqualTo(200);
        assertThat(known.headers().first("etag")).isPresent();
        assertThat(world.json(known)).isEqualTo(Documented.document());
        assertThat(world.json(known).at("/info/version").asString("")).isEqualTo("1.2.3");
    }

    @Test
    void anAnswerThatIsNotDocumentedFailsItsTest() {
        Optional<String> json = Optional.of("application/json");

        assertThatThrownBy(
                        () -> Documented.require("GET", "/api/tokens/", 418, json, Optional.of("")))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(
                        () ->
                                Documented.require(
                                        "GET",
                                        "/api/tokens/",
                                        200,
                                        json,
                                        Optional.of("{\"results\":[],\"next\":null,\"x\":1}")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("x");
        Documented.require(
                "GET", "/api/v1/tokens", 200, json, Optional.of("{\"results\":[],\"next\":null}"));
    }

    @Test
    void whoMustWaitIsToldHowLong() throws Exception {
        ApiWorld world = new ApiWorld(directory);
        String publisher = world.token("publisher", dev.gatehouse.core.access.Role.PUBLISH);
        String file = "{\"filename\":\"x.tgz\",\"md5_checksum\":\"" + "0".repeat(32) + "\"}";
        Response answer = Response.of(0, Headers.none(), dev.gatehouse.core.http.Body.EMPTY);
        for (int i = 0; i <= 100; i++) {
            answer = world.send(Method.POST, "/api/files/main/main/", publisher, file);
        }

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.headers().first("retry-after")).contains("5");
    }
}
