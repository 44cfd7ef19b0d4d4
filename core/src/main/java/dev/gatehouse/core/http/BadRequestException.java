package dev.gatehouse.core.http;

/**
 * The client's request cannot be understood: 400. The message names the value and what was
 * expected.
 */
public final class BadRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadRequestException(String message) {
        super(message);
    }

    public BadRequestException(String message, Throwable cause) {
        super(message, cause);
    }
}
