package dev.gatehouse.maven.service;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;

/**
 * What Maven's clients are told when they are not served. Maven 3.8 and Gradle show the reason
 * phrase; from 3.9 on Maven shows problem details (RFC 9457), and Maven 4 those alone. A 404 is
 * plain text: with problem details there, Maven reports a failed transfer and asks again.
 * Thread-safe.
 */
public final class MavenRefusals {
    /** Seconds; clients sleep for whatever they are told. */
    private static final String RETRY_AFTER = "5";

    public Response answer(Refusal refusal, RequestHead head) {
        return switch (refusal) {
            case Refusal.Blocked blocked when blocked.asked() == Refusal.Asked.INDEX ->
                    plain(404, blocked);
            case Refusal.Blocked blocked ->
                    problem(
                            new Problem(
                                    403,
                                    "Forbidden",
                                    blocked.text(),
                                    detail(blocked, blocked.decision(), blocked.explain()),
                                    decision(blocked.decision())));
            case Refusal.Undecided undecided ->
                    problem(
                                    new Problem(
                                            503,
                                            "Service Unavailable",
                                            undecided.text(),
                                            detail(
                                                    undecided,
                                                    undecided.decision(),
                                                    undecided.explain()),
                                            decision(undecided.decision())))
                            .with("retry-after", RETRY_AFTER);
            case Refusal.NotFound missing -> plain(404, missing);
            case Refusal.Exists exists -> conflict(exists, head);
            case Refusal.Conflict conflict -> conflict(conflict, head);
            case Refusal.TooLarge large -> plain(413, large);
            case Refusal.Invalid invalid -> plain(400, invalid);
            case Refusal.Forbidden forbidden -> forbidden(forbidden, head);
            case Refusal.BadUpstream broken -> plain(502, broken);
        };
    }

    /** A remark on an answer, as a header. */
    public Response note(Response answer, String remark) {
        return answer.with("x-gatehouse-notice", headerText(remark));
    }

    private static Response conflict(Refusal refusal, RequestHead head) {
        return problem(
                new Problem(409, "Conflict", refusal.text(), refusal.text(), head.target().raw()));
    }

    private static Response forbidden(Refusal.Forbidden refusal, RequestHead head) {
        return refusal.challenge()
                .map(c -> plain(401, refusal).with("www-authenticate", c))
                .orElseGet(
                        () ->
                                problem(
                                        new Problem(
                                                403,
                                                "Forbidden",
                                                refusal.text(),
                                                refusal.text(),
                                                head.target().raw())));
    }

    private static String detail(Refusal refusal, String decision, String explain) {
        return "%s (decision %s); see: %s".formatted(refusal.text(), decision, explain);
    }

    private static String decision(String id) {
        return "urn:gatehouse:decision:" + id;
    }

    private static Response plain(int status, Refusal refusal) {
        return Response.text(status, refusal.text() + "\n")
                .with("cache-control", "no-store")
                .because(refusal.text());
    }

    /**
     * Problem details, and the same text where others look for it.
     *
     * @param instance what is about this one refusal and no other
     */
    private record Problem(int status, String title, String error, String detail, String instance) {
        String json() {
            return "{\"type\":\"about:blank\",\"title\":%s,\"status\":%d,\"detail\":%s,\"instance\":%s,\"error\":%s}"
                    .formatted(
                            quoted(title), status, quoted(detail), quoted(instance), quoted(error));
        }
    }

    private static Response problem(Problem problem) {
        Headers headers =
                Headers.of("content-type", "application/problem+json")
                        .with("cache-control", "no-store")
                        .with("x-error-message", headerText(problem.detail()));
        return Response.of(problem.status(), headers, Body.of(problem.json()))
                .because(problem.error());
    }

    private static String headerText(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }

    /** A JSON string (RFC 8259, section 7). */
    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
