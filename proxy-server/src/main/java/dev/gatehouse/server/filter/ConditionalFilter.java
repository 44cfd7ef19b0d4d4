package dev.gatehouse.server.filter;

import dev.gatehouse.core.http.Filter;
import dev.gatehouse.core.http.Handler;
import dev.gatehouse.core.http.ReadyAnswers;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;

import java.io.IOException;

/**
 * Conditional requests and ranges: handlers give full answers with {@code ETag} and {@code
 * Last-Modified}, this makes 304, 412, 206 and 416 of them. Safe for threads.
 */
public final class ConditionalFilter implements Filter {
    @Override
    public Response apply(Request request, Handler next) throws IOException, InterruptedException {
        return judge(request.head(), next.handle(request));
    }

    /** The same for answers that are ready; no I/O. */
    public static ReadyAnswers around(ReadyAnswers ready) {
        return head -> ready.find(head).map(response -> judge(head, response));
    }

    /** What the client gets of a full answer; pure. */
    public static Response judge(RequestHead head, Response full) {
        return Ranges.apply(head, Preconditions.apply(head, full));
    }
}
