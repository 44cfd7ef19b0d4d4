package dev.gatehouse.server.rego.builtin;

/** A policy asked for more memory or time than it may have. */
public final class TooMuchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooMuchException(String message) {
        super(message);
    }
}
