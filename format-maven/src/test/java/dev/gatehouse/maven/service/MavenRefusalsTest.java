package dev.gatehouse.maven.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.Refusal.Asked;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.http.Target;
import dev.gatehouse.core.model.Hold;
import dev.gatehouse.maven.path.MavenName;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

class MavenRefusalsTest {
    private static final RequestHead HEAD =
            new RequestHead(
                    Method.GET,
                    new Target(List.of("x"), false, Map.of(), "/main/maven/\"x\u00e9"),
                    Headers.none(),
                    URI.create("http://localhost:4283/"),
                    "127.0.0.1");

    private final MavenRefusals refusals = new MavenRefusals();

    @Test
    void aBlockedFileIs403WithTheReasonWhereEachClientLooks() {
        Response answer = answer(blocked(Asked.FILE));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.reason()).contains("Blocked by rule 2: com.acme:ui is owned by local");
        assertThat(answer.headers().first("content-type")).contains("application/problem+json");
        assertThat(answer.headers().first("cache-control")).contains("no-store");
        assertThat(answer.headers().first("x-error-message").orElseThrow())
                .contains("owned by local", "decision D1", "gatehouse explain");
        assertThat(text(answer))
                .isEqualTo(
                        "{\"type\":\"about:blank\",\"title\":\"Forbidden\",\"status\":403,\"detail\":\"Blocked"
                            + " by rule 2: com.acme:ui is owned by local (decision D1); see:"
                            + " gatehouse explain maven"
                            + " com.acme:ui\",\"instance\":\"urn:gatehouse:decision:D1\",\"error\":\"Blocked"
                            + " by rule 2: com.acme:ui is owned by local\"}");
    }

    @Test
    void metadataOfADecidedNameWithoutAVersionIsAPlain404() {
        Response answer = answer(blocked(Asked.INDEX));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.headers().first("content-type").orElseThrow()).startsWith("text/plain");
    }

    @Test
    void whatDoesNotExistIsAPlain404() {
        Response answer = answer(new Refusal.NotFound(Asked.FILE, "no file x here"));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.headers().first("content-type").orElseThrow()).startsWith("text/plain");
        assertThat(text(answer)).isEqualTo("no file x here\n");
    }

    @Test
    void anUndecidedNameIs503AndAskedForAgainSoon() {
        for (Asked asked : Asked.values()) {
            Response answer =
                    answer(
                            new Refusal.Undecided(
                                    asked,
                                    MavenName.of("com.acme:ui"),
                                    4,
                                    List.of("internal"),
                                    "D2",
                                    "gatehouse explain maven com.acme:ui"));

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.headers().first("retry-after")).contains("5");
            assertThat(answer.reason()).contains("Undecided by rule 4: internal did not answer");
            assertThat(text(answer))
                    .contains("\"status\":503", "\"title\":\"Service Unavailable\"");
        }
    }

    @Test
    void aFileThatIsPublishedAlreadyIs409AndTheTextIsEscaped() {
        Response answer = answer(new Refusal.Exists("a \"b\" \\ \u00e9\n"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(text(answer))
                .contains("\"error\":\"a \\\"b\\\" \\\\ \\u00e9\\u000a\"")
                .contains("\"instance\":\"/main/maven/\\\"x\\u00e9\"");
    }

    @Test
    void aCredentialIsAskedForOnlyWhereOneWouldHelp() {
        Response without = answer(new Refusal.Forbidden("no", Optional.of("Basic realm=\"x\"")));
        Response with = answer(new Refusal.Forbidden("no", Optional.empty()));

        assertThat(without.status()).isEqualTo(401);
        assertThat(without.headers().first("www-authenticate")).contains("Basic realm=\"x\"");
        assertThat(with.status()).isEqualTo(403);
    }

    @Test
    void aHeldFileIs403AndMetadataOfAHeldName404() {
        Hold hold = new Hold("alice", "looks odd", Instant.EPOCH);

        Response file = answer(held(Asked.FILE, hold));
        Response metadata = answer(held(Asked.INDEX, hold));

        assertThat(file.status()).isEqualTo(403);
        assertThat(file.reason()).contains("Quarantined by alice: looks odd");
        assertThat(metadata.status()).isEqualTo(404);
    }

    private static Refusal held(Asked asked, Hold hold) {
        return new Refusal.Held(
                asked, MavenName.of("com.acme:ui"), hold, "D1", "gatehouse explain");
    }

    private static Refusal blocked(Asked asked) {
        return new Refusal.Blocked(
                asked,
                MavenName.of("com.acme:ui"),
                List.of("local"),
                "D1",
                "gatehouse explain maven com.acme:ui");
    }

    private Response answer(Refusal refusal) {
        return refusals.answer(refusal, HEAD);
    }

    private static String text(Response answer) {
        return ((Body.Memory) answer.body())
                .segments().stream()
                        .map(s -> StandardCharsets.UTF_8.decode(s.duplicate()).toString())
                        .collect(Collectors.joining());
    }
}
