package dev.gatehouse.server.api;

import static dev.gatehouse.core.http.Method.GET;
import static dev.gatehouse.core.http.Method.POST;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.server.advisory.AdvisoryBook.Origin;
import dev.gatehouse.server.advisory.Osv;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.nio.file.Files;
import java.nio.file.Path;

/** Advisories by API, and what it says where a policy needs some. */
class AdvisoryApiTest {
    private static final String POLICIES = "/api/v2/workspaces/main/policies/";
    private static final String SAFE =
            "{\"name\": \"safe\", \"rule\": {\"type\": \"vulnerability\", \"min_score\": 7.5}}";

    @TempDir private Path directory = Path.of("");
    private ApiWorld world;
    private String admin = "";

    @BeforeEach
    void start() throws Exception {
        world = new ApiWorld(directory);
        admin = world.admin();
    }

    private Response send(Method method, String path, String body, int status) throws Exception {
        Response response = world.send(method, path, admin, body);
        assertThat(response.status()).isEqualTo(status);
        return response;
    }

    private void imported() throws Exception {
        Path zip =
                new Osv()
                        .with("GHSA-1", "npm", "acme-ui", "1.3.0")
                        .zip(directory.resolve("osv.zip"));
        world.advisories.book().take(zip, new Origin("osv.zip", "", "test"));
    }

    @Test
    void whatIsNoZipFileIsRefusedAndToldByTheStatusToo() throws Exception {
        JsonNode refused =
                world.json(send(POST, "/api/advisories/import/?source=x.zip", "no zip", 422));
        assertThat(refused.at("/fields/body/0").asString())
                .isEqualTo("it is no zip file, or was cut; the advisories in force stay");

        JsonNode status = world.json(send(GET, "/api/advisories/", "", 200));
        assertThat(status.path("set").isNull()).isTrue();
        assertThat(status.at("/failure/reason").asString()).startsWith("x.zip: ");
        try (var left = Files.list(world.advisories.room())) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aNameThatIsTooLongIsRefused() throws Exception {
        send(POST, "/api/advisories/import/?source=" + "x".repeat(201), "", 400);
    }

    @Test
    void aPolicyThatNeedsAdvisoriesSaysSoWhereThereAreNone() throws Exception {
        assertThat(send(POST, POLICIES, SAFE, 201).headers().first("x-gatehouse-notice"))
                .hasValueSatisfying(text -> assertThat(text).contains("gatehouse osv import"));

        imported();

        assertThat(
                        send(POST, POLICIES, SAFE.replace("\"safe\"", "\"also\""), 201)
                                .headers()
                                .first("x-gatehouse-notice"))
                .isEmpty();
    }

    @Test
    void aZipFileIsInForceOnceItIsAnswered() throws Exception {
        Response answer =
                world.send(
                        POST,
                        "/api/advisories/import/",
                        Headers.of("x-api-key", admin),
                        ApiWorld.FAR,
                        new Osv().with("GHSA-1", "npm", "acme-ui", "1.3.0").zip());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(world.json(answer).path("kept").asInt()).isOne();
        assertThat(world.json(send(GET, "/api/advisories/", "", 200)).at("/set/source").asString())
                .isEqualTo("an upload");
    }
}
