package dev.gatehouse.maven.service;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.http.ProblemDetails;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;

import java.util.Optional;

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
                    decided(403, blocked, blocked.decision(), blocked.explain());
            case Refusal.Held held when held.asked() == Refusal.Asked.INDEX -> plain(404, held);
            case Refusal.Held held -> decided(403, held, held.decision(), held.explain());
            case Refusal.Undecided undecided ->
                    decided(503, undecided, undecided.decision(), undecided.explain())
                            .with("retry-after", RETRY_AFTER);
            case Refusal.NotFound missing -> plain(404, missing);
            case Refusal.Exists exists -> problem(409, exists, head);
            case Refusal.Conflict conflict -> problem(409, conflict, head);
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

    private static Response forbidden(Refusal.Forbidden refusal, RequestHead head) {
        return refusal.challenge()
                .map(c -> plain(401, refusal).with("www-authenticate", c))
                .orElseGet(() -> problem(403, refusal, head));
    }

    private static Response plain(int status, Refusal refusal) {
        return Response.text(status, refusal.text() + "\n")
                .with("cache-control", "no-store")
                .because(refusal.text());
    }

    /** A refusal by a decision, which has an id. */
    private static Response decided(int status, Refusal refusal, String decision, String explain) {
        String detail = "%s (decision %s); see: %s".formatted(refusal.text(), decision, explain);
        String instance = "urn:gatehouse:decision:" + decision;
        return problem(status, detail, instance, refusal.text());
    }

    private static Response problem(int status, Refusal refusal, RequestHead head) {
        return problem(status, refusal.text(), head.target().raw(), refusal.text());
    }

    private static Response problem(int status, String detail, String instance, String error) {
        String title =
                switch (status) {
                    case 403 -> "Forbidden";
                    case 409 -> "Conflict";
                    default -> "Service Unavailable";
                };
        return new ProblemDetails(
                        status, "about:blank", title, detail, Optional.of(instance), error)
                .response();
    }

    private static String headerText(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
