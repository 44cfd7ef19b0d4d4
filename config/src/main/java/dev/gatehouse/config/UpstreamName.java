package dev.gatehouse.config;

import java.util.regex.Pattern;

/** The name of an upstream, unique in its repository and format. */
public record UpstreamName(String value) {
    /** What the constructor takes. */
    public static final String EXPECTED =
            "1 to 64 of a-z, A-Z, 0-9, '.', '-' and '_', beginning with a letter or digit";

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public UpstreamName {
        if (value.equalsIgnoreCase("local")) {
            throw new IllegalArgumentException(
                    "'local' is reserved for the repository's own store");
        }
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("expected " + EXPECTED);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
