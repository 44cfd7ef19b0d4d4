package dev.gatehouse.core.model;

/**
 * The name of one file of a version: a single path segment.
 *
 * @param value 1 to 255 characters, without slash, backslash or control, and not {@code .} or
 *     {@code ..}
 */
public record FileName(String value) {
    private static final int MOST_CHARACTERS = 255;

    public FileName {
        if (value.isEmpty() || value.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "file name of " + value.length() + " characters: expected 1 to 255");
        }
        if (value.equals(".") || value.equals("..") || value.chars().anyMatch(FileName::isBad)) {
            throw new IllegalArgumentException("file name '" + value + "' is not a single segment");
        }
    }

    private static boolean isBad(int character) {
        return character == '/' || character == '\\' || Character.isISOControl(character);
    }

    @Override
    public String toString() {
        return value;
    }
}
