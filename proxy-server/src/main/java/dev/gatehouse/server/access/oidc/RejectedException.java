package dev.gatehouse.server.access.oidc;

/** An identity is not believed; the message says why, of a few reasons, and tells nothing of it. */
final class RejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    RejectedException(String reason) {
        super(reason);
    }

    RejectedException(String reason, Throwable cause) {
        super(reason, cause);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
