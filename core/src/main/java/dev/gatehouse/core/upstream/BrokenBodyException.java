package dev.gatehouse.core.upstream;

import java.io.IOException;

/** A body from an upstream ended early, went over a limit, was too slow or wrongly coded. */
public final class BrokenBodyException extends IOException {
    private static final long serialVersionUID = 1L;

    public BrokenBodyException(String message) {
        super(message);
    }

    public BrokenBodyException(String message, Throwable cause) {
        super(message, cause);
    }
}
