package dev.gatehouse.pypi.service;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.Refusal.Asked;
import dev.gatehouse.core.http.ProblemDetails;
import dev.gatehouse.core.http.Response;

import java.util.Optional;

/**
 * What Python's clients are told when they are not served. pip and twine show the reason phrase, uv
 * the title and detail of a body whose type is exactly {@code application/problem+json}, and none
 * of them any body of an answer 404. Thread-safe.
 */
public final class PypiRefusals {
    /** Seconds; pip sleeps for whatever it is told. */
    private static final String RETRY_AFTER = "5";

    private static final String URN = "urn:gatehouse:";
    private static final String EXISTS = "File already exists";

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
            case Refusal.Held held ->
                    ruled(
                            held.asked() == Asked.INDEX ? refusedPage : 403,
                            refusal,
                            held.decision(),
                            held.explain());
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

    private static Response forbidden(Refusal.Forbidden refusal) {
        Optional<String> challenge = refusal.challenge();
        return challenge
                .map(c -> problem(401, "forbidden", refusal.text()).with("www-authenticate", c))
                .orElseGet(() -> problem(403, "forbidden", refusal.text()));
    }

    private static Response ruled(int status, Refusal refusal, String decision, String explain) {
        String kind = status == 503 ? "undecided" : "blocked";
        String id = decision.isEmpty() ? "" : " (decision " + decision + ")";
        Optional<String> instance =
                Optional.of(decision).filter(d -> !d.isEmpty()).map(d -> URN + "decision:" + d);
        return new ProblemDetails(
                        status,
                        URN + kind,
                        title(kind),
                        "%s%s; see: %s".formatted(refusal.text(), id, explain),
                        instance,
                        refusal.text())
                .response();
    }

    private static Response problem(int status, String kind, String text) {
        return new ProblemDetails(status, URN + kind, title(kind), text, Optional.empty(), text)
                .response();
    }

    /** Which kind of problem it is, in words: uv shows them before the detail. */
    private static String title(String kind) {
        return Character.toUpperCase(kind.charAt(0)) + kind.substring(1).replace('-', ' ');
    }
}
