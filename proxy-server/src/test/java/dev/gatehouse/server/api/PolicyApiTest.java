package dev.gatehouse.server.api;

import static dev.gatehouse.core.http.Method.DELETE;
import static dev.gatehouse.core.http.Method.GET;
import static dev.gatehouse.core.http.Method.PATCH;
import static dev.gatehouse.core.http.Method.POST;
import static dev.gatehouse.core.http.Method.PUT;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Response;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.Optional;

class PolicyApiTest {
    private static final String SIGNED =
            """
            {"name": "signed", "rule": {"type": "require-signed"}, "precedence": 5,
             "actions": [{"action_type": "SetPackageState", "package_state": "QUARANTINED"}]}
            """;

    @TempDir private Path directory = Path.of("");
    private ApiWorld world;
    private String admin = "";

    @BeforeEach
    void start() throws Exception {
        world = new ApiWorld(directory);
        admin = world.admin();
    }

    private JsonNode ask(Method method, String path, String body, int status) throws Exception {
        Response response =
                world.send(method, "/api/v2/workspaces/main/policies/" + path, admin, body);
        assertThat(response.status()).as(ApiWorld.text(response)).isEqualTo(status);
        return status == 204 ? world.json(Response.json(200, "{}")) : world.json(response);
    }

    private String created(String body) throws Exception {
        return ask(POST, "", body, 201).path("slug_perm").asString();
    }

    @Test
    void aPolicyIsMadeWithItsActionsAndShownAsItWasSent() throws Exception {
        JsonNode made = ask(POST, "", SIGNED, 201);

        assertThat(made.path("name").asString()).isEqualTo("signed");
        assertThat(made.path("rego").isNull()).isTrue();
        assertThat(made.at("/rule/type").asString()).isEqualTo("require-signed");
        assertThat(made.path("version").asInt()).isOne();
        assertThat(made.path("on_error").asString()).isEqualTo("closed");
        assertThat(made.path("enabled").asBoolean()).isTrue();
        assertThat(made.path("is_terminal").asBoolean()).isFalse();
        assertThat(made.at("/actions/0/package_state").asString()).isEqualTo("QUARANTINED");
        assertThat(made.at("/actions/0/slug_perm").asString()).isNotEmpty();
        assertThat(ask(GET, made.path("slug_perm").asString() + "/", "", 200)).isEqualTo(made);
    }

    @Test
    void policiesAreListedInTheOrderInWhichTheyAreAsked() throws Exception {
        created(SIGNED);
        created("{\"name\": \"first\", \"rego\": \"package cloudsmith\"}");
        created("{\"name\": \"last\", \"rego\": \"package cloudsmith\", \"precedence\": 9}");

        assertThat(ask(GET, "", "", 200).path("results").findValuesAsString("name"))
                .containsExactly("first", "signed", "last");
        Response page =
                world.send(GET, "/api/v2/workspaces/main/policies/?page=2&page_size=1", admin, "");
        assertThat(world.json(page).path("results").findValuesAsString("name"))
                .containsExactly("signed");
        assertThat(page.headers().first("x-pagination-count")).contains("3");
        ask(GET, "?page_size=1001", "", 400);
    }

    @Test
    void allThatIsWrongIsToldByItsField() throws Exception {
        JsonNode fields =
                ask(
                                POST,
                                "",
                                """
                                {"description": "%s", "precedence": 40000, "colour": "red",
                                 "rule": {"type": "minimum-age", "age": "soon"},
                                 "repositories": ["Not A Name"], "on_error": "perhaps",
                                 "actions": [{"action_type": "Explode"}, {"action_type":
                                 "SetPackageState", "package_state": "GONE"}]}
                                """
                                        .formatted("x".repeat(251)),
                                422)
                        .path("fields");

        assertThat(fields.propertyNames())
                .containsExactlyInAnyOrder(
                        "name",
                        "description",
                        "precedence",
                        "colour",
                        "rule.age",
                        "repositories",
                        "on_error",
                        "actions[0].action_type",
                        "actions[1].package_state");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | 400",
                "{ | 400",
                "{\"name\": \"a\"} | 422",
                "{\"name\": \"a\", \"rego\": \"x\", \"rule\": {\"type\": \"require-signed\"}} |"
                        + " 422",
                "{\"name\": \"a\", \"rego\": \"broken\"} | 422",
                "{\"name\": false, \"rule\": {\"type\": \"require-signed\"}} | 400",
                "{\"name\": \"a\", \"rule\": {\"type\": 5}} | 400",
                "{\"name\": \"a\", \"rule\": {\"type\": \"require-signed\"}, \"actions\":"
                        + " [{\"action_type\": \"AddPackageTags\", \"tags\": [true]}]} | 400",
                "{\"name\": \"a\", \"rego\": \"\\ud800\"} | 400"
            })
    void aBodyThatIsNoPolicyIsRefused(String body, int status) throws Exception {
        ask(POST, "", body, status);
    }

    @Test
    void aSecondPolicyOfTheNameIsRefused() throws Exception {
        created(SIGNED);

        assertThat(ask(POST, "", SIGNED, 422).at("/fields/name/0").asString()).contains("signed");
    }

    @Test
    void aReplacementLeavesTheActionsUnlessItBringsSome() throws Exception {
        String id = created(SIGNED);

        JsonNode kept =
                ask(PUT, id + "/", "{\"name\": \"b\", \"rego\": \"package cloudsmith\"}", 200);
        assertThat(kept.path("version").asInt()).isEqualTo(2);
        assertThat(kept.path("precedence").asInt()).isZero();
        assertThat(kept.path("actions").size()).isOne();

        JsonNode none =
                ask(
                        PUT,
                        id + "/",
                        "{\"name\": \"b\", \"rego\": \"package cloudsmith\", \"actions\": []}",
                        200);
        assertThat(none.path("actions").isEmpty()).isTrue();
    }

    @Test
    void aChangeTouchesOnlyWhatIsSentAndReadOnlyFieldsAreIgnored() throws Exception {
        String id = created(SIGNED);

        JsonNode after =
                ask(PATCH, id + "/", "{\"enabled\": false, \"version\": 77, \"x\": 1}", 422);
        assertThat(after.path("fields").propertyNames()).containsExactly("x");
        after = ask(PATCH, id + "/", "{\"enabled\": false, \"version\": 77}", 200);
        assertThat(after.path("enabled").asBoolean(true)).isFalse();
        assertThat(after.path("version").asInt()).isEqualTo(2);
        assertThat(after.path("precedence").asInt()).isEqualTo(5);

        after = ask(PATCH, id + "/", "{\"rego\": \"package cloudsmith\\n\"}", 200);
        assertThat(after.path("rule").isNull()).isTrue();
        assertThat(after.path("rego").asString()).isEqualTo("package cloudsmith\n");
        after = ask(PATCH, id + "/", "{\"rule\": {\"type\": \"require-signed\"}}", 200);
        assertThat(after.path("rego").isNull()).isTrue();
        assertThat(after.at("/actions/0/slug_perm").asString()).isNotEmpty();
    }

    @Test
    void aPolicyThatIsGoneIsNotThere() throws Exception {
        String id = created(SIGNED);

        ask(DELETE, id + "/", "", 204);

        ask(DELETE, id + "/", "", 404);
        ask(GET, id + "/", "", 404);
        ask(PATCH, id + "/", "{}", 404);
        ask(GET, id + "/actions/", "", 404);
        ask(GET, id + "/simulate/", "", 404);
    }

    @Test
    void actionsHavePathsOfTheirOwn() throws Exception {
        String id = created(SIGNED);
        String actions = id + "/actions/";

        JsonNode made =
                ask(
                        POST,
                        actions,
                        "{\"action_type\": \"AddPackageTags\", \"tags\": [\"a\", \"b\"]}",
                        201);
        String one = actions + made.path("slug_perm").asString() + "/";
        assertThat(ask(GET, one, "", 200)).isEqualTo(made);
        assertThat(ask(PATCH, one, "{\"precedence\": 3}", 200).path("tags").size()).isEqualTo(2);
        assertThat(ask(GET, actions, "", 200).path("results").findValuesAsString("precedence"))
                .containsExactly("0", "3");
        ask(PUT, one, "{\"action_type\": \"AddPackageTags\", \"tags\": []}", 422);
        ask(PUT, one, "{\"action_type\": \"RemovePackageTags\", \"tags\": [\"c\"]}", 200);
        ask(DELETE, one, "", 204);
        ask(GET, one, "", 404);
        ask(DELETE, one, "", 404);

        assertThat(ask(GET, id + "/", "", 200).path("version").asInt()).isEqualTo(5);
    }

    @Test
    void aModuleIsValidatedWithoutBeingStored() throws Exception {
        JsonNode wrong = ask(POST, "validate/", "{\"rego\": \"a\\nbroken\\nodd\"}", 200);
        JsonNode right = ask(POST, "validate/", "{\"rego\": \"package cloudsmith\"}", 200);

        assertThat(wrong.path("is_valid").asBoolean(true)).isFalse();
        assertThat(wrong.path("findings").findValuesAsString("line")).containsExactly("2", "3");
        assertThat(wrong.path("findings").findValuesAsString("severity"))
                .containsExactly("error", "warning");
        assertThat(right.path("is_valid").asBoolean()).isTrue();
        assertThat(right.path("raw").asString()).isEmpty();
        ask(POST, "validate/", "{\"rego\": 1}", 422);
        assertThat(ask(GET, "", "", 200).path("results").isEmpty()).isTrue();
    }

    @Test
    void anExemptionNeedsAKeyAReasonAndATimeToCome() throws Exception {
        JsonNode wrong =
                ask(
                        POST,
                        "exemptions/",
                        "{\"key\": \"left-pad\", \"expires_at\": \"2020-01-01T00:00:00Z\"}",
                        422);
        assertThat(wrong.path("fields").propertyNames())
                .containsExactlyInAnyOrder("key", "reason", "expires_at");

        JsonNode made =
                ask(
                        POST,
                        "exemptions/",
                        """
                        {"key": "python:Left_Pad:1.3", "reason": "needed",
                         "expires_at": "2030-02-01T00:00:00Z", "created_by": "mallory"}
                        """,
                        201);
        assertThat(made.path("key").asString()).isEqualTo("pypi:left-pad:1.3");
        assertThat(made.path("created_by").asString()).isEqualTo("boss");
        assertThat(made.path("active").asBoolean()).isTrue();
        assertThat(ask(GET, "exemptions/", "", 200).path("results").path(0)).isEqualTo(made);
        String id = made.path("slug_perm").asString();
        ask(DELETE, "exemptions/" + id + "/", "", 204);
        ask(DELETE, "exemptions/" + id + "/", "", 404);
    }

    @Test
    void aSimulationShowsWhatAPolicyWouldSayOfStoredPackages() throws Exception {
        String id = created(SIGNED);
        ask(PATCH, id + "/", "{\"enabled\": false}", 200);

        JsonNode rows = ask(GET, id + "/simulate/", "", 200).path("results");

        assertThat(rows.isArray()).isTrue();
        ask(GET, id + "/simulate/?package_query_string=colour:red", "", 422);
        assertThat(world.tokens.store.policies().decisions(Optional.empty(), true, 9)).isEmpty();
    }

    @Test
    void theSchemaOfWhatPoliciesAreShownIsForEveryToken() throws Exception {
        Response schema = world.send(GET, "/api/policy-input.schema.json", admin, "");

        assertThat(schema.status()).isEqualTo(200);
        assertThat(world.json(schema).path("$schema").asString()).contains("json-schema.org");
    }

    @Test
    void anotherWorkspaceIsNotThere() throws Exception {
        Response response = world.send(GET, "/api/v2/workspaces/other/policies/", admin, "");

        assertThat(response.status()).isEqualTo(404);
    }
}
