package dev.gatehouse.server;

import dev.gatehouse.core.http.Filter;
import dev.gatehouse.core.http.Handler;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/** The filters in order, and behind them the server's own paths and the repositories'. */
final class Pipeline implements Handler {
    private final Handler first;

    /**
     * A pipeline.
     *
     * @param filters outermost first
     * @param own answers {@code /-/…} and {@code /api/…}
     * @param isOwn whether it answers that request
     * @param repositories answers everything else
     */
    Pipeline(
            List<Filter> filters, Handler own, Predicate<RequestHead> isOwn, Handler repositories) {
        Handler next =
                request ->
                        isOwn.test(request.head())
                                ? own.handle(request)
                                : repositories.handle(request);
        for (Filter filter : filters.reversed()) {
            next = filter.before(next);
        }
        this.first = next;
    }

    @Override
    public Response handle(Request request) throws IOException, InterruptedException {
        return first.handle(request);
    }
}
