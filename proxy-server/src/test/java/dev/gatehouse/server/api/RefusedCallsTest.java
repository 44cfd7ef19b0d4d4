package dev.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.http.Filter;
import dev.gatehouse.core.http.Handler;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.PlainErrors;
import dev.gatehouse.server.api.operation.Reloading;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** What the management API does not take, and what it says then. */
class RefusedCallsTest {
    private static final String FOUR = "\uD83D\uDD11".repeat(4);

    @TempDir private Path directory = Path.of("");

    private Response post(String url, String body) throws Exception {
        ApiWorld world = new ApiWorld(directory);
        return world.send(Method.POST, url, world.admin(), body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "TRUE", "1", ""})
    void aDryRunThatIsNotUnderstoodChangesNothing(String word) throws Exception {
        ApiWorld world = new ApiWorld(directory);
        world.reloaded = new Reloading.Outcome.Refused("never asked", List.of("never asked"));

        Response answer =
                world.send(Method.POST, "/api/reload/?dry_run=" + word, world.admin(), "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(world.json(answer).path("fields").propertyNames()).containsExactly("dry_run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?dry_run=true", "?dry_run=false", ""})
    void aDryRunIsTrueOrFalseOrNotSaid(String query) throws Exception {
        assertThat(post("/api/reload/" + query, "").status()).isEqualTo(200);
    }

    @Test
    void textsAreMeasuredInCharactersAndNotInHalvesOfThem() throws Exception {
        String claim = "/api/trust/main/main/names/npm/acme-ui/claim/";
        String body = "{\"reason\":\"%s\"}";

        assertThat(post(claim, body.formatted(FOUR.repeat(250))).status()).isEqualTo(200);
        assertThat(post(claim, body.formatted(FOUR.repeat(250) + "x")).status()).isEqualTo(400);
    }

    @Test
    void aPasswordOfFourCharactersIsTooShortWhateverTheyAre() throws Exception {
        String body = "{\"name\":\"kim\",\"password\":\"%s\"}";

        assertThat(post("/api/users/", body.formatted(FOUR)).status()).isEqualTo(400);
        assertThat(post("/api/users/", body.formatted(FOUR + FOUR)).status()).isEqualTo(201);
    }

    @Test
    void whoIsNotKnownIsToldSoInTheShapeOfAllErrors() throws Exception {
        ApiWorld world = new ApiWorld(directory);

        Response answer = world.send(Method.GET, "/api/tokens/", "gh_wrong", "");

        assertThat(world.json(answer).propertyNames())
                .containsExactlyInAnyOrder("error", "detail", "fields");
    }

    @Test
    void whatAFilterTellsInPlainTextTheApiTellsInItsOwnShape() throws Exception {
        Response plain = Response.text(503, "the store \"x\" failed\n").with("retry-after", "5");

        Response shaped = told("/api/tokens/", plain);

        assertThat(shaped.status()).isEqualTo(503);
        assertThat(shaped.headers().first("retry-after")).contains("5");
        assertThat(shaped.headers().all("content-type")).containsExactly("application/json");
        assertThat(new ApiWorld(directory).json(shaped).path("detail").asString(""))
                .isEqualTo("the store \"x\" failed");
    }

    @Test
    void otherAnswersStayAsTheyAre() throws Exception {
        Response fine = Response.text(200, "live\n");
        Response json = Response.json(409, "{}");
        Response plain = Response.text(503, "failed\n");

        assertThat(told("/api/tokens/", fine)).isSameAs(fine);
        assertThat(told("/api/tokens/", json)).isSameAs(json);
        assertThat(told("/main/npm/x", plain)).isSameAs(plain);
    }

    private static Response told(String url, Response answer) throws Exception {
        Filter filter = new PlainErrors(head -> ApiCall.isAt(head.target()));
        Handler handler = filter.before(request -> answer);
        RequestHead head =
                new RequestHead(
                        Method.GET,
                        SentTarget.of(url),
                        Headers.none(),
                        URI.create("http://localhost:4283/"),
                        ApiWorld.FAR);
        return handler.handle(
                new Request(
                        head,
                        SentTarget.body(new byte[0]),
                        new Principal("boss", Role.ADMIN, java.util.Set.of())));
    }
}
