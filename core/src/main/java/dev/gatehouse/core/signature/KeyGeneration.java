package dev.gatehouse.core.signature;

/**
 * Names the keys, maps and rules that verdicts are made of. It is made of their content, so it is
 * the same after a restart, differs when anything in them differs, and has no order.
 *
 * @param value 1 to 64 characters without controls
 */
public record KeyGeneration(String value) {
    private static final int MOST_CHARACTERS = 64;

    public KeyGeneration {
        if (value.isEmpty()
                || value.length() > MOST_CHARACTERS
                || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "key generation '" + value + "': expected 1 to 64 characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
