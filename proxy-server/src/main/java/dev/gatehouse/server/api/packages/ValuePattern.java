package dev.gatehouse.server.api.packages;

import java.util.Collection;
import java.util.regex.Pattern;

/**
 * A value of a query: a part of what it is compared with, letter case aside; {@code ^} anchors its
 * start, {@code $} its end, {@code *} is any run, {@code ~} before it negates. Immutable.
 */
record ValuePattern(boolean negated, Pattern pattern) {
    /**
     * Reads one.
     *
     * @param text not empty
     */
    static ValuePattern of(String text) {
        boolean negated = text.startsWith("~");
        String value = negated ? text.substring(1) : text;
        boolean start = value.startsWith("^");
        boolean end = value.endsWith("$");
        String core =
                value.substring(
                        start ? 1 : 0, Math.max(start ? 1 : 0, value.length() - (end ? 1 : 0)));
        StringBuilder regex = new StringBuilder(start ? "^" : "");
        String[] pieces = core.split("\\*", -1);
        for (int i = 0; i < pieces.length; i++) {
            regex.append(i > 0 ? ".*" : "").append(Pattern.quote(pieces[i]));
        }
        regex.append(end ? "$" : "");
        int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL;
        return new ValuePattern(negated, Pattern.compile(regex.toString(), flags));
    }

    /** Whether one of the values is meant; of a negated one: whether none is. */
    boolean fits(Collection<String> values) {
        return values.stream().anyMatch(v -> pattern.matcher(v).find()) != negated;
    }
}
