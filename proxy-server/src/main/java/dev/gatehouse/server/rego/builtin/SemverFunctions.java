package dev.gatehouse.server.rego.builtin;

import dev.gatehouse.server.rego.value.RegoValue;
import dev.gatehouse.server.rego.value.RegoValue.Bool;
import dev.gatehouse.server.rego.value.RegoValue.Num;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code semver.compare} and {@code semver.is_valid}: SemVer 2.0.0 with three numbers of 64 bits,
 * and a {@code v} before it if one likes.
 */
final class SemverFunctions {
    private static final Pattern IDENTIFIERS =
            Pattern.compile("[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,18}");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern DOT = Pattern.compile("\\.");

    private SemverFunctions() {}

    private record Parsed(List<Long> numbers, String preRelease) {}

    static Map<String, Builtin> all() {
        return Map.of(
                "semver.compare",
                SemverFunctions::compare,
                "semver.is_valid",
                a -> new Bool(a.isText(0) && parse(a.text(0)).isPresent()));
    }

    private static RegoValue compare(Arguments a) {
        Parsed left = parse(a.text(0)).orElseThrow(SemverFunctions::invalid);
        Parsed right = parse(a.text(1)).orElseThrow(SemverFunctions::invalid);
        for (int i = 0; i < left.numbers().size(); i++) {
            int order = left.numbers().get(i).compareTo(right.numbers().get(i));
            if (order != 0) {
                return Num.of(order);
            }
        }
        return Num.of(preReleases(left.preRelease(), right.preRelease()));
    }

    private static UndefinedException invalid() {
        return new UndefinedException("no semantic version");
    }

    private static Optional<Parsed> parse(String text) {
        String rest = text.startsWith("v") ? text.substring(1) : text;
        int plus = rest.indexOf('+');
        if (plus >= 0) {
            if (!IDENTIFIERS.matcher(rest.substring(plus + 1)).matches()) {
                return Optional.empty();
            }
            rest = rest.substring(0, plus);
        }
        int dash = rest.indexOf('-');
        String preRelease = dash < 0 ? "" : rest.substring(dash + 1);
        if (dash >= 0 && !isPreRelease(preRelease)) {
            return Optional.empty();
        }
        String[] numbers = DOT.split(dash < 0 ? rest : rest.substring(0, dash), -1);
        try {
            return numbers.length == 3
                            && Arrays.stream(numbers).allMatch(n -> NUMBER.matcher(n).matches())
                    ? Optional.of(
                            new Parsed(
                                    Arrays.stream(numbers).map(Long::valueOf).toList(), preRelease))
                    : Optional.empty();
        } catch (NumberFormatException beyondLong) {
            return Optional.empty();
        }
    }

    private static boolean isPreRelease(String text) {
        return IDENTIFIERS.matcher(text).matches()
                && Arrays.stream(DOT.split(text, -1))
                        .noneMatch(
                                i ->
                                        i.length() > 1
                                                && i.startsWith("0")
                                                && DIGITS.matcher(i).matches());
    }

    private static int preReleases(String left, String right) {
        if (left.equals(right) || left.isEmpty() || right.isEmpty()) {
            return left.equals(right) ? 0 : left.isEmpty() ? 1 : -1;
        }
        String[] a = DOT.split(left, -1);
        String[] b = DOT.split(right, -1);
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            int order = identifiers(a[i], b[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.length, b.length);
    }

    private static int identifiers(String a, String b) {
        boolean numeric = DIGITS.matcher(a).matches();
        if (numeric != DIGITS.matcher(b).matches()) {
            return numeric ? -1 : 1;
        }
        return numeric ? Long.compare(atoi(a), atoi(b)) : Integer.signum(a.compareTo(b));
    }

    /** What Go makes of digits beyond 64 bits: the largest number. */
    private static long atoi(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException beyondLong) {
            return Long.MAX_VALUE;
        }
    }
}
