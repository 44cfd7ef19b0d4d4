package dev.gatehouse.pypi.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.Refusal.Asked;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.Hold;
import dev.gatehouse.pypi.name.PypiNames;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class PypiRefusalsTest {
    private static final Refusal BLOCKED = blocked(Asked.INDEX);

    private final PypiRefusals refusals = new PypiRefusals(451);

    @Test
    void aBlockIsToldInEveryPlaceThatAClientShows() {
        Response answer = refusals.answer(BLOCKED);

        var text = "Blocked by rule 2: acme is owned by local";
        assertThat(answer.status()).isEqualTo(451);
        assertThat(answer.reason()).contains(text);
        assertThat(answer.headers().all("content-type"))
                .containsExactly("application/problem+json");
        assertThat(answer.headers().first("cache-control")).contains("no-store");
        assertThat(answer.headers().first("x-error-message").orElse("")).startsWith(text);
        JsonNode body = body(answer);
        assertThat(body.path("title").stringValue()).isEqualTo("Blocked");
        assertThat(body.path("error").stringValue()).isEqualTo(text);
        assertThat(body.path("status").intValue()).isEqualTo(451);
        assertThat(body.path("type").stringValue()).isEqualTo("urn:gatehouse:blocked");
        assertThat(body.path("instance").stringValue()).isEqualTo("urn:gatehouse:decision:d1");
        assertThat(body.path("detail").stringValue())
                .startsWith(text)
                .contains("d1", "gatehouse explain pypi acme");
    }

    @Test
    void whatIsHeldBackSaysByWhomAndWhy() {
        Hold hold = new Hold("alice", "", Instant.EPOCH);

        Response file = refusals.answer(held(Asked.FILE, hold));
        Response page = refusals.answer(held(Asked.INDEX, hold));

        assertThat(file.status()).isEqualTo(403);
        assertThat(file.reason()).contains("Quarantined by alice");
        assertThat(page.status()).isEqualTo(451);
    }

    private static Refusal held(Asked asked, Hold hold) {
        return new Refusal.Held(asked, PypiNames.parse("acme"), hold, "d1", "gatehouse explain");
    }

    @ParameterizedTest
    @ValueSource(ints = {451, 403, 404})
    void theStatusOfARefusedPageIsASetting(int status) {
        var set = new PypiRefusals(status);

        assertThat(set.answer(BLOCKED).status()).isEqualTo(status);
        assertThat(set.answer(blocked(Asked.FILE)).status()).isEqualTo(403);
    }

    @Test
    void noOtherStatusCanBeSet() {
        assertThatThrownBy(() -> new PypiRefusals(200))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("200")
                .hasMessageContaining("451");
    }

    @Test
    void whoIsNotDecidedAboutMayAskAgainSoon() {
        var answer =
                refusals.answer(
                        new Refusal.Undecided(
                                Asked.FILE,
                                PypiNames.parse("acme"),
                                4,
                                List.of("internal"),
                                "d2",
                                "gatehouse explain pypi acme"));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers().first("retry-after").map(Integer::parseInt).orElse(99))
                .isBetween(1, 10);
        assertThat(body(answer).path("error").stringValue())
                .isEqualTo("Undecided by rule 4: internal did not answer");
    }

    @Test
    void aMissingPageIsPlainText() {
        var answer = refusals.answer(new Refusal.NotFound(Asked.INDEX, "acme has no version here"));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.headers().first("content-type").orElse("")).startsWith("text/plain");
    }

    @Test
    void aFileThatExistsIsRefusedInTheWordsThatClientsLookFor() {
        var plain = refusals.answer(new Refusal.Exists("acme-1.0.tar.gz has other bytes"));
        var said = refusals.answer(new Refusal.Exists("File already exists with the same bytes"));

        assertThat(plain.status()).isEqualTo(409);
        assertThat(plain.reason().orElse("")).contains("File already exists: acme-1.0.tar.gz");
        assertThat(said.reason()).contains("File already exists with the same bytes");
        assertThat(body(said).path("detail").stringValue()).contains("File already exists");
    }

    @Test
    void whoCouldUseACredentialIsAskedForOne() {
        var asked = refusals.answer(new Refusal.Forbidden("no", Optional.of("Basic realm=\"x\"")));
        var never = refusals.answer(new Refusal.Forbidden("no", Optional.empty()));

        assertThat(asked.status()).isEqualTo(401);
        assertThat(asked.headers().first("www-authenticate")).contains("Basic realm=\"x\"");
        assertThat(never.status()).isEqualTo(403);
    }

    @Test
    void otherRefusalsHaveTheirStatus() {
        assertThat(refusals.answer(new Refusal.Conflict("c")).status()).isEqualTo(409);
        assertThat(refusals.answer(new Refusal.TooLarge("c")).status()).isEqualTo(413);
        assertThat(refusals.answer(new Refusal.Invalid("c")).status()).isEqualTo(400);
        assertThat(refusals.answer(new Refusal.BadUpstream("c")).status()).isEqualTo(502);
    }

    private static Refusal blocked(Asked asked) {
        return new Refusal.Blocked(
                asked,
                PypiNames.parse("acme"),
                List.of("local"),
                "d1",
                "gatehouse explain pypi acme");
    }

    private static JsonNode body(Response answer) {
        var bytes = ((Body.Memory) answer.body()).segments().getFirst().duplicate();
        return new JsonMapper().readTree(StandardCharsets.UTF_8.decode(bytes).toString());
    }
}
