package dev.gatehouse.core.format;

/** A publication cannot be accepted; carries what the client is told. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(refusal.text());
        this.refusal = refusal;
    }

    /** What was sent is wrong. */
    public static RefusedException invalid(String text) {
        return new RefusedException(new Refusal.Invalid(text));
    }

    /** What was sent is bigger than what is taken. */
    public static RefusedException tooLarge(String text) {
        return new RefusedException(new Refusal.TooLarge(text));
    }

    public Refusal refusal() {
        return refusal;
    }
}
