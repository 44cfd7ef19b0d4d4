package dev.gatehouse.server.access;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds out who sends a request. A bad credential is refused everywhere; it never falls back to
 * what anybody may do. Thread-safe.
 */
public final class Authentication {
    /** What a client is told to send. */
    public static final String CHALLENGE = "Basic realm=\"gatehouse\"";

    private static final String WRONG = "user or password is wrong";

    private final TokenBook tokens;
    private final Logins logins;
    private final FailedLogins failures;
    private final Supplier<Role> anonymous;

    /**
     * A check over these tokens and users.
     *
     * @param anonymous what senders without a credential may do now: READ or NONE
     */
    public Authentication(
            TokenBook tokens, Logins logins, FailedLogins failures, Supplier<Role> anonymous) {
        this.tokens = tokens;
        this.logins = logins;
        this.failures = failures;
        this.anonymous = anonymous;
    }

    /** Who sent that: a hash and a look-up, never I/O, so that event loops may call it. */
    public Verdict judge(RequestHead head) {
        return switch (Credentials.of(head.headers())) {
            case Credentials.None _ -> new Verdict.Known(anonymous());
            case Credentials.Unclear(String reason) ->
                    new Verdict.Refused(unauthorized(reason), "anonymous", reason);
            case Credentials.Token(String text) -> token(text, head);
            case Credentials.Password password -> quick(password, head);
        };
    }

    /** The same, if need be with a slow comparison; not for event loops. */
    public Verdict judgeSlowly(RequestHead head) throws IOException, InterruptedException {
        Verdict quick = judge(head);
        return quick instanceof Verdict.Unsure
                        && Credentials.of(head.headers()) instanceof Credentials.Password password
                ? compare(password.user(), password.text(), head.remote())
                : quick;
    }

    private Verdict token(String token, RequestHead head) {
        return switch (tokens.check(token, Loopback.sent(head))) {
            case TokenCheck.Good(Principal principal) -> new Verdict.Known(principal);
            case TokenCheck.Bad(String reason) ->
                    refused(head.remote(), Optional.empty(), reason, unauthorized(reason));
        };
    }

    /** A token may stand in the place of a password, with any user. */
    private Verdict quick(Credentials.Password password, RequestHead head) {
        TokenCheck asToken = tokens.check(password.text(), Loopback.sent(head));
        if (asToken instanceof TokenCheck.Good(Principal principal)) {
            return new Verdict.Known(principal);
        }
        if (!logins.isPossible(password.user(), password.text())) {
            return token(password.text(), head);
        }
        return logins.remembered(password.user(), password.text())
                .<Verdict>map(Verdict.Known::new)
                .orElseGet(Verdict.Unsure::new);
    }

    /** Whether that is a user's password; an attempt too many is not even tried. */
    public Verdict compare(String user, String password, String address)
            throws IOException, InterruptedException {
        Duration wait = failures.wait(address, user);
        if (wait.isPositive()) {
            return tooMany(wait, logins.known(user));
        }
        try {
            Optional<Principal> principal = logins.compare(user, password);
            if (principal.isPresent()) {
                failures.succeeded(address, user);
                return new Verdict.Known(principal.get());
            }
            return refused(address, logins.known(user), WRONG, unauthorized(WRONG));
        } catch (dev.gatehouse.server.access.password.Passwords.BusyException e) {
            return tooMany(Duration.ofSeconds(1), logins.known(user));
        }
    }

    private Verdict refused(
            String address, Optional<String> user, String reason, Response otherwise) {
        Duration wait = failures.wait(address);
        failures.failed(address, user);
        return wait.isPositive()
                ? tooMany(wait, user)
                : new Verdict.Refused(otherwise, user.orElse("anonymous"), reason);
    }

    private static Verdict tooMany(Duration wait, Optional<String> user) {
        String reason = "too many failed logins";
        long seconds = wait.plusMillis(999).toSeconds();
        String text = "Try again in " + seconds + " s: " + reason;
        Response response =
                error(429, text)
                        .because(text)
                        .with("retry-after", Long.toString(seconds))
                        .with("cache-control", "no-store");
        return new Verdict.Refused(response, user.orElse("anonymous"), reason, wait);
    }

    private Principal anonymous() {
        return anonymous.get() == Role.NONE
                ? Principal.ANONYMOUS
                : new Principal(Principal.ANONYMOUS.name(), Role.READ, Set.of());
    }

    /**
     * 401 with a body that npm and Yarn ({@code error}) and scripts ({@code detail}, {@code
     * fields}) show.
     *
     * @param reason plain ASCII without quotes
     */
    public static Response unauthorized(String reason) {
        String text = "Unauthorized: " + reason;
        return error(401, text)
                .because(text)
                .with("www-authenticate", CHALLENGE)
                .with("cache-control", "no-store");
    }

    private static Response error(int status, String text) {
        return Response.json(
                status, "{\"error\":\"%s\",\"detail\":\"%s\",\"fields\":{}}".formatted(text, text));
    }
}
