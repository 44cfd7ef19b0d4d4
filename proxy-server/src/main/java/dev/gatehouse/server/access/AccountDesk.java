package dev.gatehouse.server.access;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.format.AccountCall;
import dev.gatehouse.core.format.AccountCall.Outcome;
import dev.gatehouse.core.format.AccountCall.Wish;
import dev.gatehouse.core.format.RootCalls;
import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.http.Filter;
import dev.gatehouse.core.http.Handler;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.proxy.Journal;
import dev.gatehouse.core.proxy.MountFinder;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Answers what clients ask about their own credentials: log in, log out, exchange an identity for a
 * token. The adapters read and answer; nothing here knows how a client says it. Thread-safe.
 */
public final class AccountDesk implements Filter {
    private final MountFinder finder;
    private final List<RootCalls> roots;
    private final Accounts accounts;
    private final Authentication authentication;
    private final Exchange exchange;
    private final Journal journal;

    /**
     * A desk.
     *
     * @param parts what decides
     * @param roots the calls that come to the root of the host
     */
    public AccountDesk(Parts parts, MountFinder finder, List<RootCalls> roots) {
        this.finder = finder;
        this.roots = List.copyOf(roots);
        this.accounts = parts.accounts();
        this.authentication = parts.authentication();
        this.exchange = parts.exchange();
        this.journal = parts.journal();
    }

    /** What decides about credentials. */
    public record Parts(
            Accounts accounts, Authentication authentication, Exchange exchange, Journal journal) {}

    /** Exchanges identities of jobs for tokens. */
    public interface Exchange {
        /** For whom identities must be made out; empty when none is accepted. */
        Optional<String> audience();

        /** A token, or why not. */
        Outcome exchange(Wish.Exchange wish, String address)
                throws IOException, InterruptedException;
    }

    /**
     * Whether a request says in a way of its own who sends it. Never blocks; what only reads does
     * not, and costs nothing.
     */
    public boolean isOwnProof(RequestHead head) {
        return !head.method().isRead() && call(head).filter(AccountCall::hasOwnProof).isPresent();
    }

    @Override
    public Response apply(Request request, Handler next) throws IOException, InterruptedException {
        Optional<AccountCall> call = call(request.head());
        if (call.isEmpty()) {
            return next.handle(request);
        }
        Outcome outcome = grant(call.get().read(request), request);
        Response response = call.get().answer(outcome);
        return outcome instanceof Outcome.Refused refused && refused.pause().isPositive()
                ? response.with("retry-after", Long.toString(seconds(refused.pause())))
                : response;
    }

    private static long seconds(Duration pause) {
        return pause.plusMillis(999).toSeconds();
    }

    private Optional<AccountCall> call(RequestHead head) {
        for (RootCalls root : roots) {
            Optional<AccountCall> call = root.at(head);
            if (call.isPresent()) {
                return call;
            }
        }
        if (head.method().isRead()) {
            return Optional.empty();
        }
        return finder.find(head)
                .map(found -> found.mount().format().route(found.head()))
                .flatMap(
                        route ->
                                route instanceof Route.Account(AccountCall call)
                                        ? Optional.of(call)
                                        : Optional.empty());
    }

    private Outcome grant(Wish wish, Request request) throws IOException, InterruptedException {
        return switch (wish) {
            case Wish.LogIn login -> logIn(login, request.head().remote());
            case Wish.LogOut(String token) -> logOut(token, request.principal());
            case Wish.AskAudience _ ->
                    exchange.audience()
                            .<Outcome>map(Outcome.Audience::new)
                            .orElseGet(
                                    () -> new Outcome.Refused(404, "no issuer is configured here"));
            case Wish.Exchange identity -> exchange.exchange(identity, request.head().remote());
        };
    }

    private Outcome logIn(Wish.LogIn login, String address)
            throws IOException, InterruptedException {
        Verdict verdict = authentication.compare(login.user(), login.password(), address);
        return switch (verdict) {
            case Verdict.Known(Principal principal) -> {
                String token = accounts.login(principal.name(), address);
                yield new Outcome.Issued(token, principal.name());
            }
            case Verdict.Refused refused -> {
                journal.denied(new Journal.Denied("", refused.user(), address, refused.reason()));
                yield new Outcome.Refused(
                        refused.response().status(), refused.reason(), refused.pause());
            }
            case Verdict.Unsure _ ->
                    throw new IllegalStateException("a comparison is never unsure");
        };
    }

    /** Who has a token may end it. */
    private Outcome logOut(String token, Principal by) throws IOException {
        if (by.isAnonymous()) {
            return new Outcome.Refused(401, "this needs the token that is to end");
        }
        return accounts.logout(token, by.name())
                ? new Outcome.Ended()
                : new Outcome.Refused(404, "there is no such token that can be ended here");
    }
}
