package dev.gatehouse.server.rego.builtin;

import dev.gatehouse.server.rego.builtin.GoLayout.Chunk;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;

/** Go's {@code time.Parse}, with all that it lets pass. For one use. */
final class GoTimeParser {
    private static final List<String> MONTHS =
            List.of(
                    "January",
                    "February",
                    "March",
                    "April",
                    "May",
                    "June",
                    "July",
                    "August",
                    "September",
                    "October",
                    "November",
                    "December");
    private static final List<String> DAYS =
            List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");
    private static final int SHORT = 3;
    private static final int NANO_DIGITS = 9;

    private final String value;
    private int at;
    private int year;
    private int month = -1;
    private int day = -1;
    private int dayOfYear = -1;
    private int hour;
    private int minute;
    private int second;
    private int nano;
    private int half = -1;
    private int offset;

    private GoTimeParser(String value) {
        this.value = value;
    }

    /**
     * Reads.
     *
     * @throws UndefinedException it is not of that layout, or no time
     */
    static Instant parse(String layout, String value) {
        var parser = new GoTimeParser(value);
        List<Chunk> chunks = GoLayout.chunks(layout);
        for (int i = 0; i < chunks.size(); i++) {
            parser.skip(chunks.get(i).text());
            boolean fractionNext =
                    i + 1 < chunks.size() && GoLayout.isFraction(chunks.get(i + 1).element());
            parser.read(chunks.get(i).element(), fractionNext);
        }
        if (parser.at < value.length()) {
            throw bad();
        }
        return parser.instant();
    }

    private static UndefinedException bad() {
        return new UndefinedException("not of that layout");
    }

    /** Any number of spaces stands for any other. */
    private void skip(String text) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == ' ') {
                if (at < value.length() && value.charAt(at) != ' ') {
                    throw bad();
                }
                while (i < text.length() && text.charAt(i) == ' ') {
                    i++;
                }
                spaces();
            } else if (at < value.length() && value.charAt(at) == c) {
                i++;
                at++;
            } else {
                throw bad();
            }
        }
    }

    private void spaces() {
        while (at < value.length() && value.charAt(at) == ' ') {
            at++;
        }
    }

    private void read(String element, boolean fractionNext) {
        if (GoLayout.isOffset(element)) {
            readOffset(element);
            return;
        }
        if (GoLayout.isFraction(element)) {
            readFraction(element);
            return;
        }
        switch (element) {
            case "06" -> {
                int two = digits(2, 2);
                year = two >= 69 ? two + 1900 : two + 2000;
            }
            case "2006" -> year = digits(4, 4);
            case "Jan" -> month = name(MONTHS, true) + 1;
            case "January" -> month = name(MONTHS, false) + 1;
            case "1", "01" -> month = within(digits(element.length(), 2), 1, 12);
            case "Mon" -> name(DAYS, true);
            case "Monday" -> name(DAYS, false);
            case "2", "_2", "02" -> day = day(element);
            case "__2", "002" -> dayOfYear = dayOfYear(element);
            case "15" -> hour = within(digits(1, 2), 0, 23);
            case "3", "03" -> hour = within(digits(element.length(), 2), 0, 12);
            case "4", "04" -> minute = within(digits(element.length(), 2), 0, 59);
            case "5", "05" -> readSecond(element, fractionNext);
            case "PM" -> half = half("AM", "PM");
            case "pm" -> half = half("am", "pm");
            case "MST" -> at += GoZoneName.read(value, at);
            default -> {}
        }
    }

    private int day(String element) {
        if (element.equals("_2") && at < value.length() && value.charAt(at) == ' ') {
            at++;
        }
        return digits(element.equals("02") ? 2 : 1, 2);
    }

    private int dayOfYear(String element) {
        for (int i = 0; element.equals("__2") && i < 2; i++) {
            at += at < value.length() && value.charAt(at) == ' ' ? 1 : 0;
        }
        return digits(element.equals("002") ? SHORT : 1, SHORT);
    }

    /** A fraction may follow the seconds though the layout has none. */
    private void readSecond(String element, boolean fractionNext) {
        second = within(digits(element.length(), 2), 0, 59);
        if (!fractionNext && isMark(at) && isDigit(at + 1)) {
            int end = at + 1;
            while (isDigit(end)) {
                end++;
            }
            nano = nanoseconds(end);
            at = end;
        }
    }

    private void readFraction(String element) {
        if (element.charAt(1) == '0') {
            int end = at + element.length();
            if (end > value.length() || !isMark(at)) {
                throw bad();
            }
            nano = nanoseconds(end);
            at = end;
        } else if (isMark(at) && isDigit(at + 1)) {
            int end = at + 1;
            while (isDigit(end)) {
                end++;
            }
            nano = nanoseconds(end);
            at = end;
        }
    }

    private int nanoseconds(int end) {
        String digits = value.substring(at + 1, Math.min(end, at + 1 + NANO_DIGITS));
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw bad();
        }
        return Integer.parseInt(digits + "0".repeat(NANO_DIGITS - digits.length()));
    }

    private void readOffset(String element) {
        if (element.startsWith("Z") && at < value.length() && value.charAt(at) == 'Z') {
            at++;
            return;
        }
        boolean negative = at < value.length() && value.charAt(at) == '-';
        if (!negative && (at >= value.length() || value.charAt(at) != '+')) {
            throw bad();
        }
        at++;
        boolean colons = element.indexOf(':') >= 0;
        int seconds = within(digits(2, 2), 0, 24) * 3600;
        if (element.length() > 3) {
            skip(colons ? ":" : "");
            seconds += within(digits(2, 2), 0, 60) * 60;
        }
        if (element.length() > 6) {
            skip(colons ? ":" : "");
            seconds += within(digits(2, 2), 0, 60);
        }
        offset = negative ? -seconds : seconds;
    }

    private int name(List<String> names, boolean cut) {
        for (int i = 0; i < names.size(); i++) {
            String name = cut ? names.get(i).substring(0, SHORT) : names.get(i);
            if (value.regionMatches(true, at, name, 0, name.length())) {
                at += name.length();
                return i;
            }
        }
        throw bad();
    }

    private int half(String morning, String afternoon) {
        boolean pm = value.startsWith(afternoon, at);
        if (!pm && !value.startsWith(morning, at)) {
            throw bad();
        }
        at += 2;
        return pm ? 1 : 0;
    }

    private int digits(int least, int most) {
        int start = at;
        int number = 0;
        while (at - start < most && isDigit(at)) {
            number = number * 10 + value.charAt(at) - '0';
            at++;
        }
        if (at - start < least) {
            throw bad();
        }
        return number;
    }

    private boolean isDigit(int i) {
        return i < value.length() && value.charAt(i) >= '0' && value.charAt(i) <= '9';
    }

    private boolean isMark(int i) {
        return i < value.length() && (value.charAt(i) == '.' || value.charAt(i) == ',');
    }

    private static int within(int number, int least, int most) {
        if (number < least || number > most) {
            throw bad();
        }
        return number;
    }

    private Instant instant() {
        if (half == 1 && hour < 12) {
            hour += 12;
        } else if (half == 0 && hour == 12) {
            hour = 0;
        }
        try {
            return LocalDateTime.of(date(), LocalTime.of(hour, minute, second, nano))
                    .toInstant(ZoneOffset.UTC)
                    .minusSeconds(offset);
        } catch (DateTimeException noDate) {
            throw bad();
        }
    }

    private LocalDate date() {
        if (dayOfYear < 0) {
            return LocalDate.of(year, month < 0 ? 1 : month, day < 0 ? 1 : day);
        }
        LocalDate date = LocalDate.ofYearDay(year, dayOfYear);
        if ((month >= 0 && month != date.getMonthValue())
                || (day >= 0 && day != date.getDayOfMonth())) {
            throw bad();
        }
        return date;
    }
}
