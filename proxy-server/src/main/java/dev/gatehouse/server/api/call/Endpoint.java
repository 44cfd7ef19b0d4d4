package dev.gatehouse.server.api.call;

import dev.gatehouse.core.http.Response;

import java.io.IOException;

/** Answers the calls of one route; an {@link ApiException} is an answer too. */
@FunctionalInterface
public interface Endpoint {
    Response answer(ApiCall call) throws IOException, InterruptedException;
}
