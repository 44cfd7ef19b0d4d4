package dev.gatehouse.npm.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.Refusal.Asked;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.Hold;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.npm.NpmFormat;
import dev.gatehouse.npm.json.StrictJson;
import dev.gatehouse.npm.name.NpmName;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class NpmRefusalsTest {
    private static final PackageName NAME = NpmName.of("acme-internal");
    private static final String EXPLAIN = "gatehouse explain npm acme-internal";

    private final NpmRefusals refusals = new NpmRefusals(new StrictJson());

    @Test
    void aBlockedNameSaysWhoOwnsItInEveryPlaceThatClientsShow() {
        Response answer =
                refusals.answer(
                        new Refusal.Blocked(Asked.FILE, NAME, List.of("local"), "d1", EXPLAIN));

        String start = "Blocked by rule 2: acme-internal is owned by local";
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.reason()).contains(start);
        assertThat(json(answer).path("error").stringValue()).isEqualTo(start);
        assertThat(json(answer).path("detail").stringValue())
                .startsWith(start)
                .contains("d1", EXPLAIN);
        assertThat(answer.headers().first("npm-notice").orElseThrow()).startsWith(start);
        assertThat(answer.headers().first("cache-control")).contains("no-store");
    }

    @Test
    void whatIsHeldBackSaysByWhomAndWhy() {
        Hold hold = new Hold("alice", "looks odd", Instant.EPOCH);

        Response answer = refusals.answer(new Refusal.Held(Asked.FILE, NAME, hold, "d1", EXPLAIN));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.reason()).contains("Quarantined by alice: looks odd");
        assertThat(answer.headers().first("npm-notice").orElseThrow()).contains("d1", EXPLAIN);
    }

    @Test
    void anUndecidedNameIsToBeAskedForAgainSoon() {
        Response answer =
                refusals.answer(
                        new Refusal.Undecided(
                                Asked.INDEX, NAME, 4, List.of("internal"), "d2", EXPLAIN));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.reason()).contains("Undecided by rule 4: internal did not answer");
        assertThat(Integer.parseInt(answer.headers().first("retry-after").orElseThrow()))
                .isBetween(1, 10);
    }

    @Test
    void textThatIsNotAsciiReachesNoHeader() {
        Response answer =
                refusals.answer(
                        new Refusal.Blocked(
                                Asked.FILE, NAME, List.of("ünnï\r\nx: y"), "d", EXPLAIN));

        assertThat(answer.headers().first("npm-notice").orElseThrow()).matches("[\\x20-\\x7e]+");
        assertThat(answer.reason().orElseThrow()).matches("[\\x20-\\x7e]{1,120}");
    }

    static Stream<Arguments> statuses() {
        return Stream.of(
                Arguments.of(new Refusal.NotFound(Asked.INDEX, "none"), 404),
                Arguments.of(new Refusal.Exists("it already exists"), 403),
                Arguments.of(new Refusal.Conflict("changed"), 409),
                Arguments.of(new Refusal.TooLarge("big"), 413),
                Arguments.of(new Refusal.Invalid("wrong"), 400),
                Arguments.of(new Refusal.BadUpstream("broken"), 502),
                Arguments.of(new Refusal.Forbidden("no", Optional.empty()), 403),
                Arguments.of(new Refusal.Forbidden("who", Optional.of("Bearer")), 401));
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void everyRefusalHasItsStatusAndItsText(Refusal refusal, int status) {
        Response answer = refusals.answer(refusal);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(json(answer).path("error").stringValue()).isEqualTo(refusal.text());
        assertThat(answer.headers().has("www-authenticate")).isEqualTo(status == 401);
    }

    private static JsonNode json(Response answer) {
        Body.Memory body = (Body.Memory) answer.body();
        String text =
                StandardCharsets.UTF_8.decode(body.segments().getFirst().duplicate()).toString();
        return new JsonMapper().readTree(text);
    }

    @Test
    void aRemarkIsMadeWhereNpmPrintsIt() {
        Response answer =
                new NpmFormat().note(Response.json(200, "{}"), "lib is owned by l\u00f6cal");

        assertThat(answer.headers().first("npm-notice")).contains("lib is owned by l?cal");
        assertThat(answer.headers().first("cache-control")).contains("no-store");
    }
}
