package dev.gatehouse.server.policy;

import java.time.Instant;

/** The time in ids of the decision log, which are ULIDs (github.com/ulid/spec). */
public final class DecisionTimes {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 10;
    private static final int BITS = 5;
    private static final long LAST = (1L << 48) - 1;

    private DecisionTimes() {}

    /** What is before all ids of that time and later, and after all of an earlier one. */
    public static String prefix(Instant time) {
        long millis = Math.clamp(millis(time), 0, LAST);
        StringBuilder prefix = new StringBuilder();
        for (int i = LENGTH - 1; i >= 0; i--) {
            prefix.append(ALPHABET.charAt((int) (millis >> (i * BITS)) & 31));
        }
        return prefix.toString();
    }

    private static long millis(Instant time) {
        try {
            return time.toEpochMilli();
        } catch (ArithmeticException e) {
            return time.isAfter(Instant.EPOCH) ? LAST : 0;
        }
    }
}
