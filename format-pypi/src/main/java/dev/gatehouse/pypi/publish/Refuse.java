package dev.gatehouse.pypi.publish;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.RefusedException;

/** Why an upload or an edit is refused. */
final class Refuse {
    private Refuse() {}

    static RefusedException invalid(String text) {
        return new RefusedException(new Refusal.Invalid(text));
    }

    static RefusedException tooLarge(String text) {
        return new RefusedException(new Refusal.TooLarge(text));
    }
}
