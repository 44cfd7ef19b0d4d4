package dev.gatehouse.server.filter;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;

import java.time.Duration;

/** Hears of every answer, ready ones included. Implementations never block and never throw. */
@FunctionalInterface
public interface AnswerListener {
    /**
     * An answer is about to be written.
     *
     * @param toAnswer from the request's head to the answer's
     */
    void answered(RequestHead head, Principal sender, Response response, Duration toAnswer);
}
