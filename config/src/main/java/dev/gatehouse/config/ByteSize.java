package dev.gatehouse.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes, written {@code 800B}, {@code 64KiB}, {@code 512MiB}, {@code 2GiB}. Powers of
 * two only, so that nobody has to guess.
 *
 * @param bytes 0 or more
 */
public record ByteSize(long bytes) {
    /** What {@link #parse} takes. */
    public static final String EXPECTED = "a size such as 800B, 64KiB, 512MiB or 2GiB";

    private static final Pattern SHAPE = Pattern.compile("(\\d{1,12})(B|KiB|MiB|GiB|TiB)");
    private static final Map<String, Long> FACTORS =
            Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30, "TiB", 1L << 40);

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("size of " + bytes + " bytes: expected 0 or more");
        }
    }

    public static ByteSize ofMebibytes(long mebibytes) {
        return new ByteSize(Math.multiplyExact(mebibytes, 1L << 20));
    }

    /**
     * Reads the text.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    public static ByteSize parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected " + EXPECTED);
        }
        long factor = FACTORS.getOrDefault(matcher.group(2), 1L);
        try {
            return new ByteSize(Math.multiplyExact(Long.parseLong(matcher.group(1)), factor));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("expected fewer than 8 EiB", e);
        }
    }

    /** The form that {@link #parse} reads, in the largest unit that divides it. */
    @Override
    public String toString() {
        for (String unit : new String[] {"TiB", "GiB", "MiB", "KiB"}) {
            long factor = FACTORS.getOrDefault(unit, 1L);
            if (bytes >= factor && bytes % factor == 0) {
                return bytes / factor + unit;
            }
        }
        return bytes + "B";
    }
}
