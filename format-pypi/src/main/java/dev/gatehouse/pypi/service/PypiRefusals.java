package dev.gatehouse.pypi.service;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.Refusal.Asked;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Response;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.StringWriter;
import java.util.Optional;

/**
 * What Python's clients are told when they are not served. pip and twine show the reason phrase, uv
 * the title and detail of a body whose type is exactly {@code application/problem+json}, and none
 * of them any body of an answer 404. Thread-safe.
 */
public final class PypiRefusals {
    /** Seconds; pip sleeps for whatever it is told. */
    private static final String RETRY_AFTER = "5";

    private static final String EXISTS = "File already exists";

    private final JsonFactory json = new JsonFactory();
    private final int refusedPage;

    /**
     * With the answer to who asks for the page of a name that is refused as a whole.
     *
     * @param refusedPage 451, which stops uv and Poetry and shows the reason; else 403 or 404
     */
    public PypiRefusals(int refusedPage) {
        if (refusedPage != 451 && refusedPage != 403 && refusedPage != 404) {
            throw new IllegalArgumentException(
                    "status " + refusedPage + " of refused pages: expected 451, 403 or 404");
        }
        this.refusedPage = refusedPage;
    }

    public Response answer(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Blocked blocked ->
                    ruled(
                            blocked.asked() == Asked.INDEX ? refusedPage : 403,
                            refusal,
                            blocked.decision(),
                            blocked.explain());
            case Refusal.Undecided undecided ->
                    ruled(503, refusal, undecided.decision(), undecided.explain())
                            .with("retry-after", RETRY_AFTER);
            case Refusal.NotFound missing -> plain(missing.text());
            case Refusal.Exists exists -> problem(409, "exists", existing(exists.text()));
            case Refusal.Conflict conflict -> problem(409, "conflict", conflict.text());
            case Refusal.TooLarge large -> problem(413, "too-large", large.text());
            case Refusal.Invalid invalid -> problem(400, "invalid", invalid.text());
            case Refusal.Forbidden forbidden -> forbidden(forbidden);
            case Refusal.BadUpstream broken -> problem(502, "bad-upstream", broken.text());
        };
    }

    /** No form that the client takes; says which there are (RFC 9110, section 15.5.7). */
    Response notAcceptable(String text) {
        return problem(406, "not-acceptable", text);
    }

    /** Poetry's {@code --skip-existing} looks for these words. */
    private static String existing(String text) {
        return text.contains(EXISTS) ? text : EXISTS + ": " + text;
    }

    private static Response plain(String text) {
        return Response.text(404, text + "\n").with("cache-control", "no-store");
    }

    private Response forbidden(Refusal.Forbidden refusal) {
        Optional<String> challenge = refusal.challenge();
        return challenge
                .map(c -> problem(401, "forbidden", refusal.text()).with("www-authenticate", c))
                .orElseGet(() -> problem(403, "forbidden", refusal.text()));
    }

    private Response ruled(int status, Refusal refusal, String decision, String explain) {
        String kind = status == 503 ? "undecided" : "blocked";
        String id = decision.isEmpty() ? "" : " (decision " + decision + ")";
        String detail = "%s%s; see: %s".formatted(refusal.text(), id, explain);
        return problem(new Problem(status, kind, refusal.text(), detail, decision));
    }

    private Response problem(int status, String kind, String text) {
        return problem(new Problem(status, kind, text, text, ""));
    }

    /**
     * What is told.
     *
     * @param kind which kind of problem it is; its words are the title too, which RFC 9457 wants to
     *     be the same each time, and uv shows before the detail
     * @param phrase one sentence, for the reason phrase
     */
    private record Problem(int status, String kind, String phrase, String detail, String decision) {
        String title() {
            return Character.toUpperCase(kind.charAt(0)) + kind.substring(1).replace('-', ' ');
        }
    }

    private Response problem(Problem problem) {
        Headers headers =
                Headers.of("content-type", "application/problem+json")
                        .with("cache-control", "no-store")
                        .with("x-error-message", headerText(problem.detail()));
        return Response.of(problem.status(), headers, Body.of(text(problem)))
                .because(problem.phrase());
    }

    /** RFC 9457, and {@code error} for tools that know no problem details. */
    private String text(Problem problem) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = json.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            out.writeStringProperty("type", "urn:gatehouse:" + problem.kind());
            out.writeStringProperty("title", problem.title());
            out.writeNumberProperty("status", problem.status());
            out.writeStringProperty("detail", problem.detail());
            if (!problem.decision().isEmpty()) {
                out.writeStringProperty("instance", "urn:gatehouse:decision:" + problem.decision());
            }
            out.writeStringProperty("error", problem.phrase());
            out.writeEndObject();
        }
        return text.toString();
    }

    private static String headerText(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
