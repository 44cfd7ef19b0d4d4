package dev.gatehouse.core.format;

/**
 * A document from an upstream is malformed, of the wrong type, or another package's. For presence
 * that is UNKNOWN, never ABSENT.
 */
public final class BadUpstreamException extends Exception {
    private static final long serialVersionUID = 1L;

    public BadUpstreamException(String message) {
        super(message);
    }

    public BadUpstreamException(String message, Throwable cause) {
        super(message, cause);
    }
}
