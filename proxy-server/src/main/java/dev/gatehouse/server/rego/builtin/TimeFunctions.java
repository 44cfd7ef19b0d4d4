package dev.gatehouse.server.rego.builtin;

import dev.gatehouse.server.rego.value.RegoValue;
import dev.gatehouse.server.rego.value.RegoValue.Items;
import dev.gatehouse.server.rego.value.RegoValue.Num;
import dev.gatehouse.server.rego.value.RegoValue.Text;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code time.*}. Times are nanoseconds since 1970 in 64 bits; others are undefined. */
final class TimeFunctions {
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);
    private static final int MONTHS = 12;

    private static final Map<String, String> NAMED =
            Map.of(
                    "ANSIC", "Mon Jan _2 15:04:05 2006",
                    "UnixDate", "Mon Jan _2 15:04:05 MST 2006",
                    "RubyDate", "Mon Jan 02 15:04:05 -0700 2006",
                    "RFC822", "02 Jan 06 15:04 MST",
                    "RFC822Z", "02 Jan 06 15:04 -0700",
                    "RFC850", "Monday, 02-Jan-06 15:04:05 MST",
                    "RFC1123", "Mon, 02 Jan 2006 15:04:05 MST",
                    "RFC1123Z", "Mon, 02 Jan 2006 15:04:05 -0700",
                    "RFC3339", "2006-01-02T15:04:05Z07:00",
                    "RFC3339Nano", "2006-01-02T15:04:05.999999999Z07:00");

    private TimeFunctions() {}

    static Map<String, Builtin> all() {
        return Map.of(
                "time.now_ns",
                a -> nanoseconds(a.now()),
                "time.add_date",
                TimeFunctions::addDate,
                "time.clock",
                a -> clock(time(a.value(0))),
                "time.date",
                a -> date(time(a.value(0))),
                "time.diff",
                TimeFunctions::difference,
                "time.format",
                TimeFunctions::format,
                "time.parse_duration_ns",
                a -> Num.of(GoDuration.parse(a.text(0))),
                "time.parse_ns",
                a -> nanoseconds(GoTimeParser.parse(layout(a.text(0)), a.text(1))),
                "time.parse_rfc3339_ns",
                a -> nanoseconds(GoTimeParser.parse(layout("RFC3339"), a.text(0))),
                "time.weekday",
                a -> weekday(time(a.value(0))));
    }

    private static String layout(String name) {
        return NAMED.getOrDefault(name, name);
    }

    private static RegoValue nanoseconds(Instant instant) {
        BigInteger all =
                BigInteger.valueOf(instant.getEpochSecond())
                        .multiply(BILLION)
                        .add(BigInteger.valueOf(instant.getNano()));
        if (all.bitLength() >= Long.SIZE) {
            throw new UndefinedException("a time beyond 64 bits");
        }
        return new Num(all.toString());
    }

    /** A number, or an array of a number, a time zone and a format. */
    private static ZonedDateTime time(RegoValue value) {
        ZoneId zone = ZoneOffset.UTC;
        RegoValue number = value;
        if (value instanceof Items(List<RegoValue> parts)) {
            if (parts.isEmpty()) {
                throw new UndefinedException("no time");
            }
            number = parts.getFirst();
            zone = parts.size() > 1 ? zone(Arguments.text(parts.get(1))) : zone;
        }
        BigInteger nanoseconds = Arguments.integer(number);
        if (nanoseconds.bitLength() >= Long.SIZE) {
            throw new UndefinedException("a time beyond 64 bits");
        }
        return Instant.ofEpochSecond(0, nanoseconds.longValue()).atZone(zone);
    }

    private static ZoneId zone(String name) {
        if (name.isEmpty() || name.equals("UTC")) {
            return ZoneOffset.UTC;
        }
        if (name.equals("Local")) {
            return ZoneId.systemDefault();
        }
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw new UndefinedException("no time zone");
        }
        return ZoneId.of(name);
    }

    private static RegoValue numbers(int... numbers) {
        return new Items(Arrays.stream(numbers).<RegoValue>mapToObj(n -> Num.of(n)).toList());
    }

    private static RegoValue date(ZonedDateTime time) {
        return numbers(time.getYear(), time.getMonthValue(), time.getDayOfMonth());
    }

    private static RegoValue clock(ZonedDateTime time) {
        return numbers(time.getHour(), time.getMinute(), time.getSecond());
    }

    private static RegoValue weekday(ZonedDateTime time) {
        return new Text(time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
    }

    private static RegoValue format(Arguments a) {
        String layout = "RFC3339Nano";
        if (a.value(0) instanceof Items(List<RegoValue> parts) && parts.size() > 2) {
            String told = Arguments.text(parts.get(2));
            layout = told.isEmpty() ? layout : told;
        }
        return new Text(GoTimeFormat.format(layout(layout), time(a.value(0))));
    }

    /** As Go's {@code AddDate}: 31 January and a month is 2 or 3 March. */
    private static RegoValue addDate(Arguments a) {
        ZonedDateTime time = time(a.value(0));
        long years = a.whole(1);
        long months = a.whole(2);
        long days = a.whole(3);
        try {
            long month = Math.addExact(time.getMonthValue() - 1, months);
            long year =
                    Math.addExact(
                            Math.addExact(time.getYear(), years), Math.floorDiv(month, MONTHS));
            LocalDate first =
                    LocalDate.of(Math.toIntExact(year), Math.floorMod(month, MONTHS) + 1, 1);
            LocalDate date = first.plusDays(Math.addExact(time.getDayOfMonth() - 1, days));
            return nanoseconds(
                    inZone(LocalDateTime.of(date, time.toLocalTime()), time.getZone().getRules()));
        } catch (ArithmeticException | DateTimeException beyond) {
            throw new UndefinedException("a time beyond 64 bits");
        }
    }

    /** Go's choice where a clock is put forward or back. */
    private static Instant inZone(LocalDateTime time, ZoneRules rules) {
        ZoneOffset guess = rules.getOffset(time.toInstant(ZoneOffset.UTC));
        return time.toInstant(rules.getOffset(time.toInstant(guess)));
    }

    /** Years, months, days, hours, minutes, seconds. */
    private static RegoValue difference(Arguments a) {
        ZonedDateTime one = time(a.value(0));
        ZonedDateTime two = time(a.value(1)).withZoneSameInstant(one.getZone());
        ZonedDateTime from = one.isAfter(two) ? two : one;
        ZonedDateTime to = one.isAfter(two) ? one : two;
        int[] parts = {
            to.getYear() - from.getYear(),
            to.getMonthValue() - from.getMonthValue(),
            to.getDayOfMonth() - from.getDayOfMonth(),
            to.getHour() - from.getHour(),
            to.getMinute() - from.getMinute(),
            to.getSecond() - from.getSecond()
        };
        int[] sizes = {0, MONTHS, from.toLocalDate().lengthOfMonth(), 24, 60, 60};
        for (int i = parts.length - 1; i > 0; i--) {
            if (parts[i] < 0) {
                parts[i] += sizes[i];
                parts[i - 1]--;
            }
        }
        return numbers(parts);
    }
}
