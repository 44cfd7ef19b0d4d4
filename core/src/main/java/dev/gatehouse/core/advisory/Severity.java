package dev.gatehouse.core.advisory;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/** How bad it is, in the words of CVSS; {@code MODERATE} is GitHub's word for {@code MEDIUM}. */
public enum Severity {
    NONE("0.0"),
    LOW("3.9"),
    MEDIUM("6.9"),
    HIGH("8.9"),
    CRITICAL("10.0");

    private static final String MODERATE = "moderate";

    private final BigDecimal most;

    Severity(String most) {
        this.most = new BigDecimal(most);
    }

    /** The highest score that has this word. */
    public BigDecimal most() {
        return most;
    }

    /** The word of a score: CVSS 3.1, section 5, and the same in 4.0. */
    public static Severity of(BigDecimal score) {
        for (Severity severity : values()) {
            if (score.compareTo(severity.most) <= 0) {
                return severity;
            }
        }
        throw new IllegalArgumentException("a CVSS score of " + score + ": expected 0.0 to 10.0");
    }

    /** The severity that people mean by this word. */
    public static Optional<Severity> named(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.equals(MODERATE)) {
            return Optional.of(MEDIUM);
        }
        for (Severity severity : values()) {
            if (severity.word().equals(lower)) {
                return Optional.of(severity);
            }
        }
        return Optional.empty();
    }

    /** As people write it: {@code high}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
