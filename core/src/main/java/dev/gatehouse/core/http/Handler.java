package dev.gatehouse.core.http;

import java.io.IOException;

/** Answers requests; blocking, called on a virtual thread of its own. */
@FunctionalInterface
public interface Handler {
    Response handle(Request request) throws IOException, InterruptedException;
}
