package dev.gatehouse.core.model;

import java.util.regex.Pattern;

/** The id of a package format, such as {@code npm}: lower-case letters, at most 16. */
public record FormatId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[a-z]{1,16}");

    public FormatId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "format id '" + value + "': expected 1 to 16 lower-case letters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
