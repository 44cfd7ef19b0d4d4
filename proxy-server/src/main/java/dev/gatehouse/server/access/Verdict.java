package dev.gatehouse.server.access;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.http.Response;

/** Who sends a request, if that may be believed. */
public sealed interface Verdict {
    /** A sender whose token is good, or who has none. */
    record Known(Principal principal) implements Verdict {}

    /** A sender with a wrong token; 401 is the answer, wherever the request went. */
    record Refused(Response response) implements Verdict {}
}
