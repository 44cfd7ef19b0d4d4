package dev.gatehouse.server.api.packages;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts with the numbers in them compared as numbers: {@code 1.9 < 1.10}. Thread-safe. */
final class NaturalOrder implements Comparator<String> {
    private static final Pattern PIECE = Pattern.compile("\\d+|\\D+");

    @Override
    public int compare(String one, String other) {
        Matcher left = PIECE.matcher(one);
        Matcher right = PIECE.matcher(other);
        while (true) {
            boolean more = left.find();
            boolean otherMore = right.find();
            if (!more || !otherMore) {
                return Boolean.compare(more, otherMore);
            }
            int pieces = piece(left.group(), right.group());
            if (pieces != 0) {
                return pieces;
            }
        }
    }

    private static int piece(String one, String other) {
        return isNumber(one) && isNumber(other)
                ? new BigInteger(one).compareTo(new BigInteger(other))
                : one.compareTo(other);
    }

    private static boolean isNumber(String piece) {
        return piece.charAt(0) >= '0' && piece.charAt(0) <= '9';
    }
}
