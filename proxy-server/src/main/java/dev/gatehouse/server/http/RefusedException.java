package dev.gatehouse.server.http;

import java.io.IOException;

/** A message that breaks the rules; carries what its sender is told. Has no stack trace. */
final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    RefusedException(Refusal refusal) {
        super(refusal.reason());
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }

    // A stranger's bad bytes must not cost us the walk of a stack.
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
