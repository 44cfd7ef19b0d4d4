package dev.gatehouse.server.advisory;

/** A record that is none, or says what cannot be understood; the message says what was expected. */
final class MalformedRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedRecordException(String message) {
        super(message);
    }
}
