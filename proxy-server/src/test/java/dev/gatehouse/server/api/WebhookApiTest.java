package dev.gatehouse.server.api;

import static dev.gatehouse.core.http.Method.GET;
import static dev.gatehouse.core.http.Method.POST;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.AuditEvent.Kind;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.StoredDelivery;
import dev.gatehouse.server.upstream.MessageSender.Result;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class WebhookApiTest {
    @TempDir private Path directory = Path.of("");
    private ApiWorld world;
    private String admin = "";

    @BeforeEach
    void start() throws Exception {
        world = new ApiWorld(directory);
        world.hooks.add("security");
        admin = world.admin();
    }

    private JsonNode ask(Method method, String path, String body, int status) throws Exception {
        Response response = world.send(method, "/api/webhooks/" + path, admin, body);
        assertThat(response.status()).isEqualTo(status);
        return world.json(response);
    }

    @Test
    void theListSaysHowItStandsWithoutSecretOrPath() throws Exception {
        JsonNode hook = ask(GET, "", "", 200).path("results").path(0);

        assertThat(hook.path("name").asString()).isEqualTo("security");
        assertThat(hook.path("origin").asString()).isEqualTo("https://hooks.example");
        assertThat(hook.path("state").asString()).isEqualTo("failing");
        assertThat(hook.path("last_success_at").isNull()).isTrue();
        assertThat(hook.path("dead").asInt()).isOne();
        assertThat(hook.toString()).doesNotContain("hidden", "sixteen");
    }

    @Test
    void aTestThatIsTakenEndsTheFailure() throws Exception {
        JsonNode tested = ask(POST, "security/test/", "", 200);

        assertThat(tested.path("delivered").asBoolean()).isTrue();
        assertThat(tested.path("detail").asString()).isEqualTo("status 204");
        assertThat(ask(GET, "", "", 200).path("results").path(0).path("state").asString())
                .isEqualTo("ok");
    }

    @Test
    void aTestThatIsNotTakenSaysWhy() throws Exception {
        world.hooks.carried = new Result.Failure("connection refused");

        JsonNode tested = ask(POST, "security/test/", "", 200);

        assertThat(tested.path("delivered").asBoolean()).isFalse();
        assertThat(tested.path("detail").asString()).isEqualTo("connection refused");
    }

    @Test
    void deadLettersComeInPages() throws Exception {
        StoredDelivery first = world.tokens.store.webhooks().delivery("security", "01JDEAD").get();
        for (String id : new String[] {"01JDEAE", "01JDEAF"}) {
            world.tokens.store.commit(
                    new Change.PutDelivery(
                            new StoredDelivery(
                                    "security",
                                    id,
                                    "block",
                                    "{}",
                                    first.createdAt(),
                                    8,
                                    first.nextAt(),
                                    Optional.empty(),
                                    true)));
        }

        JsonNode page = ask(GET, "security/dead/?limit=2", "", 200);
        JsonNode rest = ask(GET, "security/dead/?limit=2&cursor=01JDEAE", "", 200);

        assertThat(page.path("results").findValuesAsString("id"))
                .containsExactly("01JDEAD", "01JDEAE");
        assertThat(page.path("next").asString()).isEqualTo("01JDEAE");
        assertThat(rest.path("results").findValuesAsString("id")).containsExactly("01JDEAF");
        assertThat(rest.path("next").isNull()).isTrue();
    }

    @Test
    void deadLettersAreDroppedOrSentAgainOneOrAll() throws Exception {
        ask(POST, "security/drop/", "{\"id\":\"another\"}", 404);
        ask(POST, "security/drop/", "{\"which\":\"all\"}", 400);

        assertThat(ask(POST, "security/redeliver/", "", 200).path("count").asInt()).isOne();
        JsonNode hook = ask(GET, "", "", 200).path("results").path(0);
        assertThat(hook.path("pending").asInt()).isOne();
        assertThat(hook.path("dead").asInt()).isZero();
        assertThat(ask(POST, "security/drop/", "{}", 200).path("count").asInt()).isZero();
        assertThat(audited()).containsExactly(Map.of("action", "redeliver", "count", "1"));
    }

    @Test
    void aTestIsInTheAuditLogTakenOrNot() throws Exception {
        ask(POST, "security/test/", "", 200);
        world.hooks.carried = new Result.Failure("connection refused");
        ask(POST, "security/test/", "", 200);

        assertThat(audited().stream().map(d -> d.get("action") + " " + d.get("delivered")))
                .containsExactly("test true", "test false");
    }

    /** What the audit log tells of this webhook, the oldest first. */
    private List<Map<String, String>> audited() throws IOException {
        return world.tokens.store.audit().links(0, 100).stream()
                .flatMap(link -> link.event().stream())
                .filter(e -> e.kind() == Kind.WEBHOOK && e.subject().equals("webhook:security"))
                .map(AuditEvent::details)
                .toList();
    }

    @Test
    void aWebhookThatIsNotConfiguredIsNotThere() throws Exception {
        JsonNode answer = ask(GET, "nobody/dead/", "", 404);

        assertThat(answer.path("detail").asString()).isEqualTo("There is no webhook nobody.");
    }
}
