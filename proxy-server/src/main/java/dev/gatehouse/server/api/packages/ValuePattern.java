package dev.gatehouse.server.api.packages;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A value of a query: a part of what it is compared with, letter case aside; {@code ^} anchors its
 * start, {@code $} its end, {@code *} is any run, {@code ~} before it negates. Matched piece by
 * piece from the left and never back, so that no query takes long. Immutable.
 *
 * @param pieces what stands between the runs, in one case
 */
record ValuePattern(boolean negated, boolean start, boolean end, List<String> pieces) {
    ValuePattern {
        pieces = List.copyOf(pieces);
    }

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
        return new ValuePattern(negated, start, end, List.of(folded(core).split("\\*", -1)));
    }

    /** In one case, character by character, as regular expressions compare. */
    private static String folded(String text) {
        return text.codePoints()
                .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    /** Whether one of the values is meant; of a negated one: whether none is. */
    boolean fits(Collection<String> values) {
        return values.stream().anyMatch(this::isIn) != negated;
    }

    private boolean isIn(String value) {
        String text = folded(value);
        int last = pieces.size() - 1;
        int at = 0;
        for (int i = 0; i <= last; i++) {
            String piece = pieces.get(i);
            boolean atEnd = i == last && end;
            int found = atEnd ? text.length() - piece.length() : text.indexOf(piece, at);
            boolean atStart = i == 0 && start;
            if (found < at || !text.startsWith(piece, found) || (atStart && found != 0)) {
                return false;
            }
            at = found + piece.length();
        }
        return true;
    }
}
