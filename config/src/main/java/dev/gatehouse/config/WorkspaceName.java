package dev.gatehouse.config;

import java.util.regex.Pattern;

/** The slug of the workspace, as it stands in the paths of the management API. */
public record WorkspaceName(String value) {
    /** What the constructor takes. */
    public static final String EXPECTED =
            "1 to 64 of a-z, 0-9, '-' and '_', beginning and ending with a letter or digit";

    static final Pattern SLUG = Pattern.compile("[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?");

    public WorkspaceName {
        if (!SLUG.matcher(value).matches()) {
            throw new IllegalArgumentException("expected " + EXPECTED);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
