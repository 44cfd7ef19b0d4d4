package dev.gatehouse.server.access;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;

import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds out who sends a request: a hash and a look-up, never I/O, so that event loops may call it.
 * A bad token is refused everywhere; it never falls back to what anybody may do. Thread-safe.
 */
public final class Authentication {
    /** What a client is told to send. */
    public static final String CHALLENGE = "Basic realm=\"gatehouse\"";

    private final TokenBook tokens;
    private final Supplier<Role> anonymous;

    /**
     * A check over these tokens.
     *
     * @param anonymous what senders without a token may do now: READ or NONE
     */
    public Authentication(TokenBook tokens, Supplier<Role> anonymous) {
        this.tokens = tokens;
        this.anonymous = anonymous;
    }

    /** Who sent that. */
    public Verdict judge(RequestHead head) {
        return switch (Credentials.of(head.headers())) {
            case Credentials.None _ -> new Verdict.Known(anonymous());
            case Credentials.Unclear(String reason) -> new Verdict.Refused(unauthorized(reason));
            case Credentials.Token(String text) -> judge(text, head);
        };
    }

    private Verdict judge(String token, RequestHead head) {
        return switch (tokens.check(token, Loopback.sent(head))) {
            case TokenCheck.Good(Principal principal) -> new Verdict.Known(principal);
            case TokenCheck.Bad(String reason) -> new Verdict.Refused(unauthorized(reason));
        };
    }

    private Principal anonymous() {
        return anonymous.get() == Role.NONE
                ? Principal.ANONYMOUS
                : new Principal(Principal.ANONYMOUS.name(), Role.READ, Set.of());
    }

    /**
     * 401 with a body that npm and Yarn ({@code error}) and scripts ({@code detail}) show.
     *
     * @param reason plain ASCII without quotes
     */
    public static Response unauthorized(String reason) {
        String text = "Unauthorized: " + reason;
        return Response.json(401, "{\"error\":\"%s\",\"detail\":\"%s\"}".formatted(text, text))
                .because(text)
                .with("www-authenticate", CHALLENGE)
                .with("cache-control", "no-store");
    }
}
