package dev.gatehouse.server.api;

import static dev.gatehouse.core.http.Method.GET;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.ulid.Ulid;

import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.policy.PolicyAction;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.StoredDecision;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class DecisionLogApiTest {
    private static final Instant NOON = Instant.parse("2029-01-01T12:00:00Z");
    private static final String SINCE = "created_after=2029-01-01T12:00:00Z";

    @TempDir private Path directory = Path.of("");
    private ApiWorld world;
    private String admin = "";

    /** One a minute: a, b, c; b matches. */
    @BeforeEach
    void start() throws Exception {
        world = new ApiWorld(directory);
        admin = world.admin();
        for (String name : List.of("a", "b", "c")) {
            log(name, NOON.plus(Duration.ofMinutes(name.charAt(0) - 'a')), name.equals("b"));
        }
    }

    private void log(String name, Instant at, boolean match) throws Exception {
        String id = Ulid.min(at.toEpochMilli()).toString();
        world.tokens.store.commit(
                new Change.PutDecisionInput(id, "{\"v0\":{\"package\":{\"name\":\"x\"}}}"),
                new Change.PutDecision(
                        new StoredDecision(
                                id,
                                "CAUSE-" + name,
                                id,
                                "main",
                                new ItemKey(
                                        world.key(name), new Version("1.0.0"), Optional.empty()),
                                name,
                                "1.0.0",
                                "POLICY-" + name,
                                "policy of " + name,
                                1,
                                match,
                                match ? List.of("it is bad") : List.of(),
                                "{\"match\":" + match + "}",
                                List.of(
                                        new PolicyAction.SetState(
                                                "A1", 0, PackageState.QUARANTINED)),
                                Optional.empty(),
                                at,
                                at.plusMillis(3))));
    }

    private JsonNode list(String query, int status) throws Exception {
        Response response =
                world.send(
                        GET,
                        "/api/v2/workspaces/main/policies/decision-logs-v1/?" + query,
                        admin,
                        "");
        assertThat(response.status()).as(ApiWorld.text(response)).isEqualTo(status);
        return world.json(response);
    }

    private List<String> names(String query) throws Exception {
        return list(query, 200).path("results").findValuesAsString("package_name");
    }

    @Test
    void theNewestComesFirstUnlessTheOldestIsAskedFor() throws Exception {
        assertThat(names(SINCE)).containsExactly("c", "b", "a");
        assertThat(names(SINCE + "&sort=-id")).containsExactly("c", "b", "a");
        assertThat(names(SINCE + "&sort=id")).containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @CsvSource({
        "match=true, b",
        "match=false&sort=id, a c",
        "correlation_id=CAUSE-a, a",
        "package_name=B, b",
        "package_format=NPM&package_name=c, c",
        "policy_slug_perm=POLICY-c, c",
        "created_before=2029-01-01T12:02:00Z, b a",
        "created_before=2029-01-01T12:02:00Z&sort=id, a b",
        "created_before=2029-01-01T12:00:00.0005Z, a"
    })
    void filtersLeaveWhatTheySay(String filter, String left) throws Exception {
        assertThat(String.join(" ", names(SINCE + "&" + filter))).isEqualTo(left);
    }

    @Test
    void nothingFromBeforeTheTimeIsListed() throws Exception {
        assertThat(names("created_after=2029-01-01T12:00:00.001Z")).containsExactly("c", "b");
        assertThat(names("created_after=2029-01-01T12:00:01Z&sort=id")).containsExactly("b", "c");
        assertThat(names(SINCE + "&package_format=MAVEN")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "match=true",
                "created_after=yesterday",
                "created_after=",
                SINCE + "&created_before=",
                SINCE + "&match=perhaps",
                SINCE + "&sort=name",
                SINCE + "&page_size=1001"
            })
    void aQuestionThatIsNoneIsAnswered400(String query) throws Exception {
        list(query, 400);
    }

    @Test
    void pagesFollowEachOtherAndSayWhetherThereIsMore() throws Exception {
        String path = "/api/v2/workspaces/main/policies/decision-logs-v1/?" + SINCE;

        Response first = world.send(GET, path + "&page_size=2", admin, "");
        Response second = world.send(GET, path + "&page_size=2&page=2", admin, "");

        assertThat(world.json(first).path("results").size()).isEqualTo(2);
        assertThat(first.headers().first("x-pagination-pagetotal")).contains("2");
        assertThat(world.json(second).path("results").findValuesAsString("package_name"))
                .containsExactly("a");
        assertThat(second.headers().first("x-pagination-pagetotal")).contains("2");
    }

    @Test
    void anEntryHasWhatThePolicyWasShownAndSaid() throws Exception {
        String id = Ulid.min(NOON.plus(Duration.ofMinutes(1)).toEpochMilli()).toString();

        Response response =
                world.send(
                        GET,
                        "/api/v2/workspaces/main/policies/decision-logs-v1/" + id + "/",
                        admin,
                        "");
        JsonNode entry = world.json(response);

        assertThat(entry.at("/policy_input/v0/package/name").asString()).isEqualTo("x");
        assertThat(entry.at("/policy_output/match").asBoolean()).isTrue();
        assertThat(entry.at("/actions/SetPackageState").asString()).isEqualTo("QUARANTINED");
        assertThat(entry.at("/parsed_actions/0/slug_perm").asString()).isEqualTo("A1");
        assertThat(entry.at("/package/format").asString()).isEqualTo("npm");
        assertThat(entry.path("package_format").asString()).isEqualTo("NPM");
        assertThat(entry.at("/policy/slug_perm").asString()).isEqualTo("POLICY-b");
        assertThat(entry.path("error").isNull()).isTrue();
    }

    @Test
    void anEntryThatIsNotThereIsMissing() throws Exception {
        Response response =
                world.send(
                        GET,
                        "/api/v2/workspaces/main/policies/decision-logs-v1/nothing/",
                        admin,
                        "");

        assertThat(response.status()).isEqualTo(404);
    }
}
