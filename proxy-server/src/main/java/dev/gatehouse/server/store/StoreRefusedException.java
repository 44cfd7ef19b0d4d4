package dev.gatehouse.server.store;

import java.io.IOException;

/** A data directory must not be used as it is; the message says why and what to do. */
public final class StoreRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What to do about damage. */
    static final String RESTORE = "Restore the whole data directory from a backup";

    StoreRefusedException(String message) {
        super(message);
    }

    StoreRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
