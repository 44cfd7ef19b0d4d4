package dev.gatehouse.npm.service;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.npm.json.StrictJson;

import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;

/**
 * What npm's clients are told when they are not served. npm shows the reason phrase and {@code
 * error}, Yarn {@code error}, pnpm the phrase; {@code npm-notice} is printed from answers that may
 * not be stored. Thread-safe.
 */
public final class NpmRefusals {
    /** Seconds; clients sleep for whatever they are told. */
    private static final String RETRY_AFTER = "5";

    private final StrictJson json;

    public NpmRefusals(StrictJson json) {
        this.json = json;
    }

    public Response answer(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Blocked blocked ->
                    ruled(403, blocked, blocked.decision(), blocked.explain());
            case Refusal.Held held -> ruled(403, held, held.decision(), held.explain());
            case Refusal.Undecided undecided ->
                    ruled(503, undecided, undecided.decision(), undecided.explain())
                            .with("retry-after", RETRY_AFTER);
            case Refusal.NotFound missing -> plain(404, missing);
            // pnpm repeats a 409 for more than a minute, and npm prints a 403 as it is.
            case Refusal.Exists exists -> plain(403, exists);
            case Refusal.Conflict conflict -> plain(409, conflict);
            case Refusal.TooLarge large -> plain(413, large);
            case Refusal.Invalid invalid -> plain(400, invalid);
            case Refusal.Forbidden forbidden -> forbidden(forbidden);
            case Refusal.BadUpstream broken -> plain(502, broken);
        };
    }

    /** A short answer in npm's shape. */
    public Response error(int status, String text) {
        ObjectNode body = json.object();
        body.put("error", text);
        body.put("detail", text);
        return with(status, text, body);
    }

    /** The same for an exchange: of that npm tells the {@code message}, if it tells anything. */
    public Response exchange(int status, String text) {
        ObjectNode body = json.object();
        body.put("message", text);
        body.put("error", text);
        return with(status, text, body);
    }

    private Response plain(int status, Refusal refusal) {
        return error(status, refusal.text());
    }

    private Response forbidden(Refusal.Forbidden refusal) {
        Optional<String> challenge = refusal.challenge();
        return challenge
                .map(c -> plain(401, refusal).with("www-authenticate", c))
                .orElseGet(() -> plain(403, refusal));
    }

    private Response ruled(int status, Refusal refusal, String decision, String explain) {
        String detail = "%s (decision %s); see: %s".formatted(refusal.text(), decision, explain);
        ObjectNode body = json.object();
        body.put("error", refusal.text());
        body.put("detail", detail);
        body.put("decision", decision);
        body.put("explain", explain);
        return with(status, refusal.text(), body)
                .with("npm-notice", headerText(detail))
                .with("x-error-message", headerText(detail));
    }

    private static Response with(int status, String phrase, ObjectNode body) {
        Headers headers =
                Headers.of("content-type", "application/json").with("cache-control", "no-store");
        return Response.of(status, headers, Body.of(body.toString())).because(phrase);
    }

    /** npm prints a notice only from answers that it may not store. */
    public Response note(Response answer, String remark) {
        return answer.with("npm-notice", headerText(remark)).with("cache-control", "no-store");
    }

    private static String headerText(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
