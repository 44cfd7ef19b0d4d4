package dev.gatehouse.npm.publish;

import dev.gatehouse.core.format.RefusedException;

/** The rule of dist-tag names. */
final class TagName {
    private static final int MOST_CHARACTERS = 128;

    private TagName() {}

    /** The tag, if it is one: npm refuses those that could be a range of versions. */
    static String require(String tag) throws RefusedException {
        boolean range = tag.matches("(?i)[v=<>~^*\\s]*[\\dx*].*") || tag.isBlank();
        boolean odd = tag.chars().anyMatch(c -> c <= ' ' || c == '/' || c == '%' || c > '~');
        if (range || odd || tag.length() > MOST_CHARACTERS) {
            throw RefusedException.invalid(
                    "'%s' is no dist-tag: expected a word that is no range of versions"
                            .formatted(tag.length() > MOST_CHARACTERS ? "..." : tag));
        }
        return tag;
    }
}
