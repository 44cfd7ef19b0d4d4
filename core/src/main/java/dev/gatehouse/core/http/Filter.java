package dev.gatehouse.core.http;

import java.io.IOException;

/** Stands before a handler: may answer by itself, change the request, or change the response. */
@FunctionalInterface
public interface Filter {
    Response apply(Request request, Handler next) throws IOException, InterruptedException;

    /** This filter in front of a handler. */
    default Handler before(Handler next) {
        return request -> apply(request, next);
    }
}
