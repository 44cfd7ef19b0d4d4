package dev.gatehouse.pypi.name;

import dev.gatehouse.core.model.Version;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The order of what stands behind {@code +} (PEP 440, local version identifiers): segment by
 * segment, a number above a word, and a longer one above its own beginning.
 */
final class LocalPartOrder implements Comparator<Version> {
    private static final Pattern SEPARATOR = Pattern.compile("[-_.]");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    @Override
    public int compare(Version left, Version right) {
        var one = segments(left);
        var other = segments(right);
        for (int at = 0; at < Math.min(one.length, other.length); at++) {
            int bySegment = compareSegments(one[at], other[at]);
            if (bySegment != 0) {
                return bySegment;
            }
        }
        return Integer.compare(one.length, other.length);
    }

    private static String[] segments(Version version) {
        int plus = version.value().indexOf('+');
        return plus < 0
                ? new String[0]
                : SEPARATOR.split(version.value().substring(plus + 1).toLowerCase(Locale.ROOT), -1);
    }

    private static int compareSegments(String left, String right) {
        boolean isNumber = NUMBER.matcher(left).matches();
        boolean otherIsNumber = NUMBER.matcher(right).matches();
        if (isNumber && otherIsNumber) {
            return new BigInteger(left).compareTo(new BigInteger(right));
        }
        return isNumber == otherIsNumber
                ? left.compareTo(right)
                : Boolean.compare(isNumber, otherIsNumber);
    }
}
