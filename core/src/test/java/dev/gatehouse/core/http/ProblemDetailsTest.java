package dev.gatehouse.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

class ProblemDetailsTest {
    @Test
    void theReasonStandsWhereverAClientLooksForIt() {
        var problem =
                new ProblemDetails(
                        403,
                        "urn:kind",
                        "Blocked",
                        "caf\u00e9 is \"ours\"\\\n",
                        Optional.of("urn:1"),
                        "caf\u00e9 is ours");

        Response answer = problem.response();

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.reason()).contains("caf? is ours");
        assertThat(answer.headers().first("content-type")).contains("application/problem+json");
        assertThat(answer.headers().first("cache-control")).contains("no-store");
        assertThat(answer.headers().first("x-error-message")).contains("caf? is \"ours\"\\?");
        assertThat(text(answer))
                .isEqualTo(
                        """
                        {"type":"urn:kind","title":"Blocked","status":403,\
                        "detail":"caf\\u00e9 is \\"ours\\"\\\\\\u000a","instance":"urn:1",\
                        "error":"caf\\u00e9 is ours"}\
                        """);
    }

    @Test
    void whatIsNotOneOfItsKindHasNoInstance() {
        var problem = new ProblemDetails(400, "urn:k", "Invalid", "d", Optional.empty(), "e");

        assertThat(text(problem.response())).doesNotContain("instance");
    }

    private static String text(Response answer) {
        var bytes = ((Body.Memory) answer.body()).segments().getFirst();
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
}
