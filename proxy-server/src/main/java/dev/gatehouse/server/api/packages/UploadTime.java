package dev.gatehouse.server.api.packages;

import dev.gatehouse.server.api.call.ApiException;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The value of {@code uploaded:}: {@code >}, {@code >=}, {@code <} or {@code <=} before a day or a
 * time in UTC, or a part of the time as it is shown, such as {@code 2026-03}.
 */
record UploadTime(Predicate<Instant> test) {
    private static final List<String> COMPARISONS = List.of(">=", "<=", ">", "<");

    static UploadTime of(String value) {
        Optional<String> comparison = COMPARISONS.stream().filter(value::startsWith).findFirst();
        if (comparison.isEmpty()) {
            ValuePattern pattern = ValuePattern.of(value);
            return new UploadTime(at -> pattern.fits(List.of(at.toString())));
        }
        Instant limit = time(value.substring(comparison.get().length()));
        return new UploadTime(
                switch (comparison.get()) {
                    case ">" -> at -> at.isAfter(limit);
                    case ">=" -> at -> !at.isBefore(limit);
                    case "<" -> at -> at.isBefore(limit);
                    default -> at -> !at.isAfter(limit);
                });
    }

    private static Instant time(String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw ApiException.unprocessable(
                    "query",
                    "'" + text + "' is no time: expected 2026-03-01 or 2026-03-01T12:00:00Z");
        }
    }

    boolean fits(Instant at) {
        return test.test(at);
    }
}
