package dev.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.upstream.UpstreamReply;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class ApiHandlerTest {
    private static final String TRUST = "/api/trust/main/main/";
    private static final String EXPLAIN = TRUST + "explain/?format=npm&package=acme-ui";

    @TempDir private Path directory = Path.of("");
    private ApiWorld world = new ApiWorld(directory);
    private String admin = "";

    ApiHandlerTest() throws IOException {}

    @BeforeEach
    void start() throws IOException {
        world = new ApiWorld(directory);
        admin = world.admin();
    }

    private Response get(String url) throws Exception {
        return world.send(Method.GET, url, admin, "");
    }

    private Response post(String url, String body) throws Exception {
        return world.send(Method.POST, url, admin, body);
    }

    @Test
    void explainHasTheShapeThatScriptsRelyOn() throws Exception {
        world.reserve("acme-ui");

        JsonNode shape = world.json(get(EXPLAIN));

        assertThat(shape.propertyNames())
                .containsExactly(
                        "format",
                        "package",
                        "repository",
                        "enforcement",
                        "when_trusted_unreachable",
                        "decision",
                        "sources",
                        "versions");
        assertThat(shape.get("decision").stringValue()).isEqualTo("decided");
        assertThat(shape.get("enforcement").stringValue()).isEqualTo("enforce");
        JsonNode blocked = shape.get("sources").get(2);
        assertThat(blocked.propertyNames())
                .containsExactly(
                        "name",
                        "kind",
                        "trust",
                        "presence",
                        "presence_reason",
                        "observed_at",
                        "provenance",
                        "canary",
                        "ruling",
                        "rule");
        assertThat(blocked.get("name").stringValue()).isEqualTo("npm-public");
        assertThat(blocked.get("ruling").stringValue()).isEqualTo("BLOCKED");
        assertThat(blocked.get("rule").intValue()).isEqualTo(2);
        assertThat(blocked.get("provenance").isNull()).isTrue();
    }

    @Test
    void explainNeverAsksAnUntrustedSource() throws Exception {
        get(EXPLAIN);

        assertThat(world.asked).contains("internal");
    }

    @Test
    void explainTellsThatASilentSourceLeavesItUndecided() throws Exception {
        world.replies.put("internal", new UpstreamReply.Broken("timed out"));

        JsonNode shape = world.json(get(EXPLAIN));

        assertThat(shape.get("decision").stringValue()).isEqualTo("undecided");
        assertThat(shape.get("sources").get(2).get("ruling").stringValue()).isEqualTo("WITHHELD");
        assertThat(world.asked).containsOnly("internal");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/trust/main/main/explain/, format",
        "/api/trust/main/main/explain/?format=npm, package",
        "/api/trust/main/main/explain/?format=npm&package=UPPER%20CASE, package",
        "/api/trust/main/main/provenance/?format=npm&limit=0, limit",
        "/api/trust/main/main/provenance/?format=npm&limit=1001, limit",
        "/api/trust/main/main/provenance/?format=npm&upstream=nobody, upstream",
        "/api/trust/main/main/provenance/?format=npm&limit=, limit",
        "/api/trust/main/main/audit/?kind=nonsense, kind",
        "/api/trust/main/main/audit/?until=, until",
        "/api/audit/export/?after=, after",
        "/api/packages/main/main/?page=, page"
    })
    void aWrongParameterIsNamed(String url, String field) throws Exception {
        Response response = get(url);

        assertThat(response.status()).isEqualTo(400);
        assertThat(world.json(response).get("fields").propertyNames()).containsExactly(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/trust/nowhere/main/explain/?format=npm&package=x",
                "/api/trust/main/nowhere/explain/?format=npm&package=x",
                "/api/trust/main/main/explain/?format=gem&package=x",
                "/api/trust/main/main/explain/?format=python&package=x",
                "/api/trust/main/main/explain/?format=N%20P&package=x",
                "/api/tokens/a/b/",
                "/api/v2/tokens/",
                "/-/health/other"
            })
    void whatIsNotThereIs404WithADetail(String url) throws Exception {
        Response response = get(url);

        assertThat(response.status()).isEqualTo(404);
        assertThat(world.json(response).get("detail").stringValue()).isNotBlank();
    }

    @Test
    void aLastSlashMakesNoDifference() throws Exception {
        assertThat(get("/api/tokens").status()).isEqualTo(200);
        assertThat(get("/api/v1/tokens/").status()).isEqualTo(200);
        assertThat(world.send(Method.HEAD, "/api/user/self/", admin, "").status()).isEqualTo(200);
    }

    @Test
    void anotherMethodIs405WithThoseThatThereAre() throws Exception {
        Response response = world.send(Method.DELETE, "/api/tokens/", admin, "");

        assertThat(response.status()).isEqualTo(405);
        assertThat(response.headers().first("allow")).contains("GET, POST");
    }

    @Test
    void aClaimReservesTheNameAndEndsProvenance() throws Exception {
        world.supplied("@acme/ui");

        Response response =
                post(TRUST + "names/npm/%40acme%2Fui/claim/", "{\"reason\":\"it is ours\"}");

        assertThat(response.status()).isEqualTo(200);
        assertThat(world.json(response).get("records").intValue()).isEqualTo(2);
        assertThat(world.tokens.store.releases().local(world.key("@acme/ui"))).isPresent();
        assertThat(world.tokens.store.provenance().of(world.key("@acme/ui"))).isEmpty();
        assertThat(world.tokens.store.audit().list(Optional.empty(), 1).getFirst().actor())
                .isEqualTo("boss");
    }

    @Test
    void forgetMayNameOneUpstream() throws Exception {
        world.supplied("acme-ui");

        Response other =
                post(
                        TRUST + "names/npm/acme-ui/forget/",
                        "{\"reason\":\"r\",\"upstream\":\"internal\"}");
        Response right =
                post(
                        TRUST + "names/npm/acme-ui/forget/",
                        "{\"reason\":\"r\",\"upstream\":\"npm-public\"}");

        assertThat(world.json(other).get("records").intValue()).isZero();
        assertThat(world.json(right).get("records").intValue()).isEqualTo(1);
    }

    @Test
    void aReservationCanBeReleased() throws Exception {
        world.reserve("acme-ui");

        post(TRUST + "names/npm/acme-ui/release/", "{\"reason\":\"not ours\",\"upstream\":null}");

        assertThat(world.tokens.store.releases().local(world.key("acme-ui"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | reason",
                "{\"reason\":\" \"} | reason",
                "{\"reason\":1} | reason",
                "{\"reason\":\"a\\nb\"} | reason",
                "{\"reason\":\"r\",\"upstrem\":\"x\"} | upstrem",
                "{\"reason\":\"r\",\"reason\":\"s\"} | body",
                "{\"reason\":\"r\"} x | body",
                "[] | body",
                "nonsense | body",
                "'' | body"
            })
    void aWrongBodyIsRefusedAndChangesNothing(String body, String field) throws Exception {
        world.supplied("acme-ui");

        Response response = post(TRUST + "names/npm/acme-ui/claim/", body);

        assertThat(response.status()).isEqualTo(400);
        assertThat(world.json(response).get("fields").propertyNames()).contains(field);
        assertThat(world.tokens.store.provenance().of(world.key("acme-ui"))).hasSize(1);
    }

    @Test
    void aBodyIsBounded() throws Exception {
        Response response = post("/api/tokens/", " ".repeat(70_000) + "{}");

        assertThat(response.status()).isEqualTo(400);
    }

    @Test
    void provenanceIsListedInPages() throws Exception {
        for (String name : List.of("a", "b", "c")) {
            world.supplied(name);
        }

        JsonNode first = world.json(get(TRUST + "provenance/?format=npm&limit=2"));
        String next = first.get("next").stringValue();
        JsonNode second = world.json(get(TRUST + "provenance/?format=npm&limit=2&cursor=" + next));

        assertThat(first.get("results").size()).isEqualTo(2);
        assertThat(first.get("results").get(0).get("upstream").stringValue())
                .isEqualTo("npm-public");
        assertThat(second.get("results").get(0).get("package").stringValue()).isEqualTo("c");
        assertThat(second.get("next").isNull()).isTrue();
    }

    @Test
    void sharedNamesAreLocalOnesThatAnUntrustedSourceHasSupplied() throws Exception {
        world.reserve("both");
        world.supplied("both");
        world.reserve("local-only");
        world.supplied("public-only");

        JsonNode shared = world.json(get(TRUST + "shared/")).get("results");

        assertThat(shared.size()).isEqualTo(1);
        assertThat(shared.get(0).get("package").stringValue()).isEqualTo("both");
        assertThat(shared.get(0).get("upstreams").get(0).stringValue()).isEqualTo("npm-public");
    }

    @Test
    void theAuditLogIsFilteredAndPaged() throws Exception {
        for (String name : List.of("a", "b", "c")) {
            world.reserve(name);
            post(TRUST + "names/npm/" + name + "/release/", "{\"reason\":\"r\"}");
        }

        JsonNode first = world.json(get(TRUST + "audit/?kind=release&limit=2"));
        JsonNode second =
                world.json(
                        get(
                                TRUST
                                        + "audit/?kind=release&limit=2&cursor="
                                        + first.get("next").stringValue()));

        assertThat(first.get("results").get(0).get("subject").stringValue()).isEqualTo("npm:c");
        assertThat(first.get("results").size()).isEqualTo(2);
        assertThat(second.get("results").size()).isEqualTo(1);
        assertThat(second.get("next").isNull()).isTrue();
    }

    @Test
    void anotherRepositorysEventsAreNotTold() throws Exception {
        world.reserve("a");
        post(TRUST + "names/npm/a/release/", "{\"reason\":\"r\"}");
        String other = world.token("other-boss", Role.ADMIN, "other");

        Response response = world.send(Method.GET, "/api/trust/main/other/audit/", other, "");

        assertThat(world.json(response).get("results").size()).isZero();
    }
}
