package dev.gatehouse.core.model;

/**
 * A version as its format writes it; the order of versions is the format's.
 *
 * @param value 1 to 256 characters without controls
 */
public record Version(String value) {
    private static final int MOST_CHARACTERS = 256;

    public Version {
        if (value.isEmpty() || value.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "version of " + value.length() + " characters: expected 1 to 256");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("version has a control character");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
