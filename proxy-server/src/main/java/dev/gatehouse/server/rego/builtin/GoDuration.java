package dev.gatehouse.server.rego.builtin;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Go's {@code time.ParseDuration}, with OPA's days, weeks and years. Pure. */
final class GoDuration {
    private static final Pattern PART =
            Pattern.compile("([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h|d|w|y)");
    private static final BigDecimal HOUR = new BigDecimal("3600e9");
    private static final Map<String, BigDecimal> UNITS =
            Map.ofEntries(
                    Map.entry("ns", BigDecimal.ONE),
                    Map.entry("us", new BigDecimal("1e3")),
                    Map.entry("µs", new BigDecimal("1e3")),
                    Map.entry("μs", new BigDecimal("1e3")),
                    Map.entry("ms", new BigDecimal("1e6")),
                    Map.entry("s", new BigDecimal("1e9")),
                    Map.entry("m", new BigDecimal("60e9")),
                    Map.entry("h", HOUR),
                    Map.entry("d", HOUR.multiply(new BigDecimal(24))),
                    Map.entry("w", HOUR.multiply(new BigDecimal(24 * 7))),
                    Map.entry("y", HOUR.multiply(new BigDecimal(24 * 365))));

    private GoDuration() {}

    static long parse(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String rest = signed ? text.substring(1) : text;
        if (rest.equals("0")) {
            return 0;
        }
        Matcher part = PART.matcher(rest);
        BigDecimal sum = BigDecimal.ZERO;
        int end = 0;
        while (end < rest.length() && part.find(end) && part.start() == end) {
            BigDecimal unit = UNITS.get(part.group(2));
            sum =
                    sum.add(new BigDecimal(part.group(1)).multiply(unit))
                            .setScale(0, RoundingMode.DOWN);
            end = part.end();
        }
        if (rest.isEmpty() || end < rest.length()) {
            throw new UndefinedException("no duration");
        }
        try {
            return (text.startsWith("-") ? sum.negate() : sum).longValueExact();
        } catch (ArithmeticException beyond) {
            throw new UndefinedException("a duration beyond 64 bits");
        }
    }
}
