package dev.gatehouse.server.filter;

import dev.gatehouse.core.http.BadRequestException;
import dev.gatehouse.core.http.Filter;
import dev.gatehouse.core.http.Handler;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.Response;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;

/**
 * The only place that knows which failure is which status: a bad request is 400, a missed deadline
 * 504, a store that cannot be read or written 503, and the rest 500. What is the server's own fault
 * is logged; the client is told no detail of it.
 */
public final class ErrorFilter implements Filter {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorFilter.class);

    @Override
    public Response apply(Request request, Handler next) throws InterruptedException {
        try {
            return next.handle(request);
        } catch (BadRequestException e) {
            String text = String.valueOf(e.getMessage());
            return Response.text(400, text + "\n").because(text);
        } catch (DeadlineExceededException e) {
            return unavailable(504, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            LOG.error("{} {} failed", request.head().method(), path(request), e);
            return unavailable(503, "the store or a source failed; the server's log says more");
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", request.head().method(), path(request), e);
            return Response.text(500, "internal error; the server's log says more\n");
        }
    }

    private static String path(Request request) {
        return request.head().target().raw();
    }

    private static Response unavailable(int status, String text) {
        return Response.text(status, text + "\n")
                .with("retry-after", "5")
                .with("cache-control", "no-store");
    }
}
