package dev.gatehouse.server.rego.wasm;

/** A module that is none, or an evaluation that went wrong; the message is for people. */
public final class OpaException extends Exception {
    private static final long serialVersionUID = 1;

    public OpaException(String message) {
        super(message);
    }

    public OpaException(String message, Throwable cause) {
        super(message, cause);
    }
}
