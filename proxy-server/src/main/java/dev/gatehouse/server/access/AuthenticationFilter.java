package dev.gatehouse.server.access;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.http.Filter;
import dev.gatehouse.core.http.Handler;
import dev.gatehouse.core.http.ReadyAnswers;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Puts the sender into the request, or answers 401. First of all filters, so that those behind it,
 * the access log among them, know who asks. Thread-safe.
 */
public final class AuthenticationFilter implements Filter {
    private final Authentication authentication;
    private final Predicate<RequestHead> own;
    private final Refusals refusals;

    /**
     * A filter.
     *
     * @param own requests that say in a way of their own who sends them, such as logins: what else
     *     they present is not judged
     * @param refusals hears of each refusal that nothing behind this filter sees
     */
    public AuthenticationFilter(
            Authentication authentication, Predicate<RequestHead> own, Refusals refusals) {
        this.authentication = authentication;
        this.own = own;
        this.refusals = refusals;
    }

    /** Hears of refused senders, for the log and the metrics. */
    @FunctionalInterface
    public interface Refusals {
        void refused(RequestHead head, Verdict.Refused refused);
    }

    /** Answers for a known sender that can be given at once; see {@link ReadyAnswers}. */
    @FunctionalInterface
    public interface ReadyFor {
        Optional<Response> find(RequestHead head, Principal sender);
    }

    @Override
    public Response apply(Request request, Handler next) throws IOException, InterruptedException {
        if (own.test(request.head())) {
            return next.handle(request.by(Principal.ANONYMOUS));
        }
        return switch (authentication.judgeSlowly(request.head())) {
            case Verdict.Known(Principal principal) -> next.handle(request.by(principal));
            case Verdict.Refused refused -> {
                refusals.refused(request.head(), refused);
                yield refused.response();
            }
            case Verdict.Unsure _ ->
                    throw new IllegalStateException("a slow judgement is never unsure");
        };
    }

    /** The same in front of ready answers: authentication stands before the cache. */
    public ReadyAnswers before(ReadyFor next) {
        return head ->
                switch (authentication.judge(head)) {
                    case Verdict.Known(Principal principal) -> next.find(head, principal);
                    case Verdict.Refused refused -> {
                        refusals.refused(head, refused);
                        yield Optional.of(refused.response());
                    }
                    case Verdict.Unsure _ -> Optional.empty();
                };
    }
}
