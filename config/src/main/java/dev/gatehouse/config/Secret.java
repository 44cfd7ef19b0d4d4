package dev.gatehouse.config;

/**
 * A value that must not reach a log, a message or an answer: its text form is a mask.
 *
 * @param value the secret itself; take it only where it is sent
 */
public record Secret(String value) {
    /** What stands in place of any secret. */
    public static final String MASK = "********";

    public Secret {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("expected a value, found an empty one");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("expected no line break and no control character");
        }
    }

    @Override
    public String toString() {
        return MASK;
    }
}
