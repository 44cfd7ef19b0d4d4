package dev.gatehouse.core.proxy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Dates as HTTP writes them (RFC 9110, section 5.6.7). */
final class HttpDates {
    private HttpDates() {}

    static String format(Instant at) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
    }
}
