package dev.gatehouse.core.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Dates as HTTP writes them (RFC 9110, section 5.6.7); the obsolete forms are not read. */
public final class HttpDates {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private HttpDates() {}

    /** Empty for what is not a date: such a condition is to be ignored. */
    public static Optional<Instant> parse(String text) {
        try {
            return Optional.of(FORM.parse(text, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The date in whole seconds. */
    public static String format(Instant instant) {
        return FORM.format(instant);
    }
}
