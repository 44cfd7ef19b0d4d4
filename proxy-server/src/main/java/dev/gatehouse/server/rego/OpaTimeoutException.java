package dev.gatehouse.server.rego;

import java.io.IOException;

/** The compiler took too long. */
final class OpaTimeoutException extends IOException {
    private static final long serialVersionUID = 1;

    OpaTimeoutException(String message) {
        super(message);
    }
}
