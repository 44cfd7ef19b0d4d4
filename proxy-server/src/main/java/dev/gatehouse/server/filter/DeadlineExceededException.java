package dev.gatehouse.server.filter;

import java.io.IOException;
import java.time.Duration;

/** A request was not answered in time: 504. */
public final class DeadlineExceededException extends IOException {
    private static final long serialVersionUID = 1L;

    public DeadlineExceededException(Duration limit) {
        super("no answer was found within " + limit.toSeconds() + " s");
    }
}
