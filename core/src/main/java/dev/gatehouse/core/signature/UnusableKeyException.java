package dev.gatehouse.core.signature;

import java.io.IOException;

/** A private key cannot be made or opened; the message says what to configure. */
public class UnusableKeyException extends IOException {
    private static final long serialVersionUID = 1L;

    public UnusableKeyException(String message) {
        super(message);
    }

    public UnusableKeyException(String message, Throwable cause) {
        super(message, cause);
    }
}
