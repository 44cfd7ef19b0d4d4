package dev.gatehouse.maven.metadata;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Points in time as metadata has them: {@code 20260101120000}, in UTC. Pure. */
public final class MavenTimes {
    /** A later time is forged or a mistake, and would hide each later change from clients. */
    private static final Instant LAST_PLAUSIBLE = Instant.parse("2100-01-01T00:00:00Z");

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);

    private MavenTimes() {}

    /** Empty for what is no time, or cannot be right. */
    public static Optional<Instant> parse(String text) {
        try {
            Instant instant = LocalDateTime.parse(text, FORM).toInstant(ZoneOffset.UTC);
            return Optional.of(instant).filter(LAST_PLAUSIBLE::isAfter);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    public static String format(Instant instant) {
        return FORM.format(instant.atOffset(ZoneOffset.UTC));
    }

    /** The later one; empty without either. */
    public static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        return one.isEmpty() || other.filter(one.get()::isBefore).isPresent() ? other : one;
    }
}
