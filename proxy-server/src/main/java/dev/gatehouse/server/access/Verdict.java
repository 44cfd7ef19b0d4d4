package dev.gatehouse.server.access;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.http.Response;

import java.time.Duration;

/** Who sends a request, if that may be believed. */
public sealed interface Verdict {
    /** A sender whose credential is good, or who has none. */
    record Known(Principal principal) implements Verdict {}

    /**
     * A sender with a wrong credential; 401 is the answer, or 429 after too many, wherever the
     * request went.
     *
     * @param user the user that it claims to be, if there is one; else {@code anonymous}
     * @param reason why, of a few
     * @param pause after which time to try again; zero: that would not help
     */
    record Refused(Response response, String user, String reason, Duration pause)
            implements Verdict {
        public Refused(Response response, String user, String reason) {
            this(response, user, reason, Duration.ZERO);
        }
    }

    /** A sender with a password that nobody has compared yet, which takes a thread. */
    record Unsure() implements Verdict {}
}
