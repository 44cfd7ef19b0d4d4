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

/**
 * Puts the sender into the request, or answers 401. First of all filters, so that those behind it,
 * the access log among them, know who asks. Thread-safe.
 */
public final class AuthenticationFilter implements Filter {
    private final Authentication authentication;
    private final Refusals refusals;

    /**
     * A filter.
     *
     * @param refusals hears of each 401 that nothing behind this filter sees
     */
    public AuthenticationFilter(Authentication authentication, Refusals refusals) {
        this.authentication = authentication;
        this.refusals = refusals;
    }

    /** Hears of refused senders, for the log and the metrics. */
    @FunctionalInterface
    public interface Refusals {
        void refused(RequestHead head, Response response);
    }

    /** Answers for a known sender that can be given at once; see {@link ReadyAnswers}. */
    @FunctionalInterface
    public interface ReadyFor {
        Optional<Response> find(RequestHead head, Principal sender);
    }

    @Override
    public Response apply(Request request, Handler next) throws IOException, InterruptedException {
        return switch (authentication.judge(request.head())) {
            case Verdict.Known(Principal principal) -> next.handle(request.by(principal));
            case Verdict.Refused(Response response) -> {
                refusals.refused(request.head(), response);
                yield response;
            }
        };
    }

    /** The same in front of ready answers: authentication stands before the cache. */
    public ReadyAnswers before(ReadyFor next) {
        return head ->
                switch (authentication.judge(head)) {
                    case Verdict.Known(Principal principal) -> next.find(head, principal);
                    case Verdict.Refused(Response response) -> {
                        refusals.refused(head, response);
                        yield Optional.of(response);
                    }
                };
    }
}
