package dev.gatehouse.config;

/**
 * Package names that belong to the operator: one full name, or all names with a prefix ({@code
 * @acme/*}, {@code acme-*}, {@code com.acme.*} for a group and all below).
 *
 * @param text as written; {@code *} stands at the end only
 */
public record NamePattern(String text) {
    /**
     * Reads the text.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    public static NamePattern parse(FormatName format, String text) {
        int star = text.indexOf('*');
        if (star < 0) {
            format.requireName(text);
        } else if (star < text.length() - 1) {
            throw new IllegalArgumentException("expected '*' at the end only");
        } else if (!format.mayBegin(text.substring(0, star))) {
            throw new IllegalArgumentException(
                    "expected the beginning of a package name such as "
                            + format.example()
                            + " before '*'");
        }
        return new NamePattern(text);
    }

    /** Whether it stands for all names with this beginning. */
    public boolean isPrefix() {
        return text.endsWith("*");
    }

    /** The pattern without its star. */
    public String literal() {
        return isPrefix() ? text.substring(0, text.length() - 1) : text;
    }

    @Override
    public String toString() {
        return text;
    }
}
