package dev.gatehouse.server.access;

import java.util.Set;
import java.util.regex.Pattern;

/** How tokens and users may be called: 1 to 64 letters, digits and {@code . _ @ -}. */
public final class AccessName {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    /** Names that the audit log gives to others, and one that twine and uv send with any token. */
    private static final Set<String> RESERVED =
            Set.of("anonymous", "gatehouse", "local", "__token__");

    private AccessName() {}

    /** Whether that could be a name. */
    static boolean isOne(String text) {
        return NAME.matcher(text).matches() && !RESERVED.contains(text);
    }

    /**
     * Insists on a name.
     *
     * @throws IllegalArgumentException with the expected form
     */
    static void require(String text) {
        if (!isOne(text)) {
            throw new IllegalArgumentException(
                    "expected a name of 1 to 64 letters, digits and . _ @ -, and none of "
                            + RESERVED.stream().sorted().toList());
        }
    }
}
