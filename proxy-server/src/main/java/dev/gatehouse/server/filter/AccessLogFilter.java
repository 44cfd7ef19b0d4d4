package dev.gatehouse.server.filter;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.http.Filter;
import dev.gatehouse.core.http.Handler;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Tells listeners (the access log, the metrics) of every answer. Stands directly behind
 * authentication, which knows the sender, and before the filter that turns failures into answers.
 * Thread-safe.
 */
public final class AccessLogFilter implements Filter {
    private final List<AnswerListener> listeners;
    private final LongSupplier nanos;

    /**
     * A filter.
     *
     * @param nanos such as {@code System::nanoTime}
     */
    public AccessLogFilter(List<AnswerListener> listeners, LongSupplier nanos) {
        this.listeners = List.copyOf(listeners);
        this.nanos = nanos;
    }

    @Override
    public Response apply(Request request, Handler next) throws IOException, InterruptedException {
        long begun = nanos.getAsLong();
        Response response = next.handle(request);
        Duration took = Duration.ofNanos(nanos.getAsLong() - begun);
        tell(request.head(), request.principal(), response, took);
        return response;
    }

    /** Tells of an answer that was given without work: a ready one, or a refused sender's. */
    public void tell(RequestHead head, Principal sender, Response response) {
        tell(head, sender, response, Duration.ZERO);
    }

    private void tell(RequestHead head, Principal sender, Response response, Duration took) {
        listeners.forEach(l -> l.answered(head, sender, response, took));
    }
}
