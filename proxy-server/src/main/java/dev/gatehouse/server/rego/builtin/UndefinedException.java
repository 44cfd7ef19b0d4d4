package dev.gatehouse.server.rego.builtin;

/** Go's function would fail here, so the call has no value. No error: rules rely on it. */
public final class UndefinedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UndefinedException(String message) {
        super(message, null, false, false);
    }
}
