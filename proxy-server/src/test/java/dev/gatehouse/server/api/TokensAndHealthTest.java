package dev.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Response;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

class TokensAndHealthTest {
    @TempDir private Path directory = Path.of("");
    private ApiWorld world = new ApiWorld(directory);
    private String admin = "";

    TokensAndHealthTest() throws IOException {}

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
    void aTokenIsMadeShownOnceListedAndRevoked() throws Exception {
        Response made =
                post(
                        "/api/tokens/",
                        "{\"name\":\"ci\",\"role\":\"publish\",\"repositories\":[\"main\"],"
                                + "\"expires\":\"90d\"}");
        String text = world.json(made).get("token").stringValue();
        Response self = world.send(Method.GET, "/api/user/self/", text, "");
        String list = ApiWorld.text(get("/api/tokens/"));
        Response revoked = world.send(Method.DELETE, "/api/tokens/ci/", admin, "");
        Response after = world.send(Method.GET, "/api/user/self/", text, "");

        assertThat(made.status()).isEqualTo(201);
        assertThat(world.json(made).get("expires_at").stringValue()).startsWith("2030-04-01");
        assertThat(world.json(self).get("name").stringValue()).isEqualTo("ci");
        assertThat(list).contains("\"ci\"").doesNotContain(text).doesNotContain("hash");
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(after.status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"local\",\"role\":\"read\"} | name",
                "{\"name\":\"x\",\"role\":\"root\"} | role",
                "{\"name\":\"x\"} | role",
                "{\"name\":\"x\",\"role\":\"read\",\"expires\":\"soon\"} | expires",
                "{\"name\":\"x\",\"role\":\"read\",\"expires\":\"0s\"} | expires",
                "{\"name\":\"x\",\"role\":\"read\",\"repositories\":\"main\"} | repositories"
            })
    void aWrongTokenOrderNamesItsField(String body, String field) throws Exception {
        Response response = post("/api/tokens/", body);

        assertThat(response.status()).isEqualTo(400);
        assertThat(world.json(response).get("fields").propertyNames()).containsExactly(field);
    }

    @Test
    void aSecondTokenOfOneNameIsAConflict() throws Exception {
        assertThat(post("/api/tokens/", "{\"name\":\"boss\",\"role\":\"read\"}").status())
                .isEqualTo(409);
    }

    @Test
    void readinessFollowsTheStoreAndTellsTheReasonToThisMachineOnly() throws Exception {
        assertThat(get("/-/health/ready").status()).isEqualTo(200);
        world.trouble = Optional.of("no space in /var/lib/secret");
        world.tokens.pass(Duration.ofSeconds(2));

        Response far = get("/-/health/ready");
        Response near = world.send(Method.GET, "/-/health/ready", Headers.none(), "::1", "");

        assertThat(far.status()).isEqualTo(503);
        assertThat(ApiWorld.text(far)).doesNotContain("secret");
        assertThat(ApiWorld.text(near)).contains("no space");
        assertThat(get("/-/health/live").status()).isEqualTo(200);
    }

    @Test
    void metricsAreOpenToThisMachine() throws Exception {
        Response near = world.send(Method.GET, "/-/metrics", Headers.none(), "127.0.0.1", "");

        assertThat(near.status()).isEqualTo(200);
        assertThat(ApiWorld.text(near)).contains("jvm_heap_used_bytes");
    }
}
