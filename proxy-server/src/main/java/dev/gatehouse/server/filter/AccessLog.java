package dev.gatehouse.server.filter;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;

/**
 * One line for each answer, as {@code key=value}. It holds the path, less any token in it, but
 * neither the query nor any header field, where secrets travel. Thread-safe; the logging set-up
 * must not block.
 */
public final class AccessLog implements AnswerListener {
    private static final Logger LOG = LoggerFactory.getLogger("dev.gatehouse.access");

    @Override
    public void answered(RequestHead head, Principal sender, Response response, Duration toAnswer) {
        if (LOG.isInfoEnabled()) {
            LOG.info("{}", line(head, sender, response, toAnswer));
        }
    }

    static String line(RequestHead head, Principal sender, Response response, Duration toAnswer) {
        LogLine line =
                new LogLine()
                        .add("method", head.method().name())
                        .add("path", ShownPath.of(head))
                        .add("status", Integer.toString(response.status()))
                        .add("bytes", bytes(head, response))
                        .add("ms", millis(toAnswer))
                        .add("client", head.remote())
                        .add("principal", sender.name());
        repository(head, line);
        response.reason().ifPresent(reason -> line.add("decision", reason));
        return line.toString();
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + "." + duration.toNanos() / 100_000 % 10;
    }

    /** What the answer announces; a client may take less of it. */
    private static String bytes(RequestHead head, Response response) {
        long length = head.method() == Method.HEAD ? 0 : response.body().length();
        return length < 0 ? "-" : Long.toString(length);
    }

    private static void repository(RequestHead head, LogLine line) {
        List<String> segments = head.target().segments();
        if (segments.size() > 1
                && !segments.getFirst().equals("-")
                && !segments.getFirst().equals("api")) {
            line.add("repository", segments.getFirst());
        }
    }
}
