package dev.gatehouse.server.rego.wasm;

/** The module gave up, and said why. */
final class OpaAbort extends RuntimeException {
    private static final long serialVersionUID = 1;

    OpaAbort(String message) {
        super(message, null, false, false);
    }
}
